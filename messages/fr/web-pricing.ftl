# Mots de la page des prix.

price-heading = Un prix par immeuble. Calculez le vôtre.
price-lead = Chaque montant de cette page vient du programme qui établit nos factures. Ce que vous lisez ici est ce que vous paierez, au centime.
price-ask = Votre portefeuille
price-count = Copropriétés que vous gérez
price-count-note = Une copropriété en préparation ne compte pas. Une copropriété ajoutée ou partie en cours de mois compte par jour.
price-count-wrong = Entrez un nombre de 1 à { $max }. Au-delà, écrivez-nous.
price-pay = Paiement
price-monthly = Par mois
price-annual = Par an, d’avance
price-plans = Formules
price-per-copro = par copropriété et par mois, hors TVA
price-a-month-net = par mois, hors TVA
price-a-month-ahead = par mois en moyenne, hors TVA
price-then =
    { $count ->
        [one] Le premier mois, puis { $amount }.
       *[other] Les { $months } premiers mois, puis { $amount } par mois.
    }
price-month-no-vat = Par mois, aucune TVA à nous payer
price-year = Douze mois, hors TVA
price-year-ahead = Payé d’avance pour douze mois, hors TVA
price-month-gross = Par mois avec { $rate } % de TVA
price-lot = Par lot et par mois, hors TVA
price-saved = Vous économisez { $amount } sur douze mois.
price-could-save = Payé d’avance : { $amount } de moins sur douze mois.
price-coupon-better = Avec votre bon, le paiement mensuel coûte { $amount } de moins la première année.
price-over = Cette formule va jusqu’à { $limit } copropriétés.
price-over-choose = Au-delà, choisissez { $plan }.
price-try =
    { $count ->
        [0] Créer un compte
        [one] Essayer { $days } jour gratuitement
       *[other] Essayer { $days } jours gratuitement
    }
price-limits = Ce que comprend { $plan }
price-limit-copros = Copropriétés
price-limit-users = Collaborateurs
price-limit-storage = Pièces et documents
price-limit-documents = Documents produits
price-limit-mails = E-mails envoyés
price-limit-calls = Appels à l’API
price-unlimited = sans limite
price-up-to =
    { $count ->
        [one] jusqu’à { $shown }
       *[other] jusqu’à { $shown }
    }
price-a-month =
    { $count ->
        [one] { $shown } par mois
       *[other] { $shown } par mois
    }
price-a-minute =
    { $count ->
        [one] { $shown } par minute
       *[other] { $shown } par minute
    }
price-gib = { $size } Gio
price-tib = { $size } Tio
price-without-vat = Les prix s’entendent hors TVA. La TVA qui s’ajoute dépend de votre pays et de votre assujettissement : choisissez-les ci-dessous.
price-unreachable = Les prix n’ont pas pu être lus
price-not-computed = Le calcul n’a pas pu être refait
price-figures-old = Les montants grisés sont ceux de votre dernier calcul.
## @pricing-more
price-bill-heading = Votre première facture, telle qu’elle sera
price-bill-text = Mêmes lignes, mêmes mots, mêmes arrondis. Un mois complet coûte toujours le prix du mois, qu’il compte 28 ou 31 jours.
price-country = Siège de votre société
price-country-hint = L’inscription est ouverte aux syndics établis en Belgique ; ailleurs, ce calcul montre la TVA qui s’appliquerait.
price-taxable = Régime de TVA
price-taxable-yes = Assujetti
price-taxable-no = Non assujetti
price-coupon = Bon de réduction
price-coupon-months =
    { $count ->
        [one] Le bon { $code } réduit le premier mois.
       *[other] Le bon { $code } réduit les { $months } premiers mois.
    }
price-coupon-not-annual = Un bon réduit les factures mensuelles ; il ne s’ajoute pas à la réduction du paiement annuel.
price-lots = Lots au total
price-lots-hint = Pour comparer avec un prix par lot.
price-vat-domestic = TVA belge de { $rate } %, que vous déduisez si vous êtes assujetti.
price-vat-reverse-charge = Autoliquidation : nous ne facturons pas de TVA, vous la déclarez dans votre pays. Votre numéro de TVA est vérifié dans VIES.
price-vat-origin = TVA belge de { $rate } % : vous n’êtes pas assujetti dans un autre État de l’Union.
price-vat-destination = TVA de { $rate } % de votre pays, déclarée au guichet unique.
price-vat-outside-union = Pas de TVA : votre siège est hors de l’Union.
price-trial-until = Rien n’est dû jusqu’au { $until } inclus. Le premier jour facturé est le { $from } si vous commencez aujourd’hui.
price-charged-from = Le premier jour facturé est le { $from } si vous commencez aujourd’hui.
price-print = Imprimer ce calcul
price-paper = Première facture
price-paper-days = du { $from } au { $to }
price-paper-what = Désignation
price-paper-amount = Montant (EUR)
price-paper-net = Total hors TVA
price-paper-vat = TVA { $rate } %
price-paper-no-vat = TVA
price-paper-payable = Total TVA comprise
price-quantity-copro-day =
    { $count ->
        [one] { $shown } jour-copro
       *[other] { $shown } jours-copro
    }
price-quantity-copro-month =
    { $count ->
        [one] { $shown } mois-copro
       *[other] { $shown } mois-copro
    }
price-quantity-piece =
    { $count ->
        [one] { $shown } pièce
       *[other] { $shown } pièces
    }
price-base-copro-day =
    { $count ->
        [one] jour
       *[other] { $shown } jours
    }
price-base-copro-month =
    { $count ->
        [one] mois
       *[other] { $shown } mois
    }
price-base-piece =
    { $count ->
        [one] pièce
       *[other] { $shown } pièces
    }
price-included = Dans les deux formules, sans supplément
price-has-registry = Lots, copropriétaires et clés
price-has-registry-text = Indivisions, usufruits et ventes, avec leurs dates.
price-has-money = Factures et appels de fonds
price-has-money-text = Répartis au centime, en partie double.
price-has-statements = Un compte par copropriétaire
price-has-statements-text = Chaque chiffre mène à sa pièce.
price-has-letters = Lettres et e-mails
price-has-letters-text = Dans la langue de chacun : français, néerlandais, allemand, anglais.
price-has-import = Import et export
price-has-import-text = Entrez avec votre tableau, repartez avec tout.
price-has-api = API et journal d’audit
price-has-api-text = Ce que fait l’écran, un programme le fait aussi ; tout ce qui change est consigné.
price-questions = Ce qui se passe quand…
price-q-counted = Comment mes copropriétés sont-elles comptées ?
price-q-counted-answer = Une copropriété active compte pour chaque jour où elle est chez vous à minuit. Ajoutée et retirée le même jour, elle ne coûte rien. Vous payez après chaque mois, pour les jours comptés.
price-q-trial = Que se passe-t-il à la fin de l’essai ?
price-q-trial-answer = L’essai dure { $days } jours et ne demande pas de moyen de paiement. Nous vous le rappelons { $reminders } jours avant la fin. Sans moyen de paiement, rien n’est facturé : vos données restent lisibles { $readable } jours, puis le compte se ferme sans facture et l’export reste ouvert { $kept } jours.
price-q-annual = Et si j’ai plus de copropriétés que payées d’avance ?
price-q-annual-answer = Celles qui s’ajoutent sont facturées par mois, au prix du mois. Celles payées d’avance le restent pour les douze mois.
price-q-change = Puis-je changer de formule ?
price-q-change-answer = Oui. Vers une formule plus chère, tout de suite, calculé au jour ; vers une formule moins chère, au début de la période suivante. Avec un paiement annuel, un changement commence à la fin des douze mois.
price-q-cancel = Comment arrêter ?
price-q-cancel-answer = En un clic, pour la fin de la période de facturation en cours, ou des douze mois payés d’avance. Vous pouvez revenir sur votre décision jusqu’à ce jour.
price-q-unpaid = Que se passe-t-il si une facture reste impayée ?
price-q-unpaid-answer = Nous la rappelons { $reminders } jours après l’échéance. Après { $readonly } jours le compte devient lisible sans pouvoir écrire, après { $suspended } jours il ne reste que l’export, après { $closed } jours il se ferme. Chaque étape est annoncée avant, et payer rouvre tout tant que le compte n’est pas fermé.
price-q-export = Puis-je toujours récupérer mes données ?
price-q-export-answer = Oui. L’export n’est jamais bloqué, payé ou non : ces comptes sont ceux des copropriétaires. Après la fermeture, il reste ouvert { $kept } jours.
price-q-vat = Recevrai-je une facture électronique ?
price-q-vat-answer = Oui, par Peppol si vous êtes assujetti en Belgique, et en PDF dans votre langue. La TVA est celle du calcul ci-dessus.
price-last =
    { $count ->
        [0] Commencez aujourd’hui.
        [one] Commencez : { $days } jour, gratuitement.
       *[other] Commencez : { $days } jours, gratuitement.
    }
## @foot
foot-text = KoproGo, la gestion de copropriété pour les syndics belges.
foot-nav = Accès
