# L'abonnement du bureau. Chargé avec son écran.

title-billing = Abonnement
billing-lead = Ce que votre bureau paie, pourquoi, et comment.
billing-trial =
    { $days ->
        [one] Essai jusqu’au { $until } : dernier jour
       *[other] Essai jusqu’au { $until } : encore { $daysShown } jours
    }
billing-trial-ends = Rien n’est facturé d’ici là. Ajoutez un moyen de paiement pour continuer ensuite ; sinon tout reste lisible et exportable.
billing-trial-goes-on = Rien n’est facturé d’ici là. L’abonnement continue ensuite de lui-même.
billing-trial-leaves = Rien n’est facturé d’ici là.
billing-past-due = { $amount } à payer
billing-past-due-text =
    { $reminders ->
        [one] Un rappel est parti le { $on }.
       *[other] { $remindersShown } rappels sont partis, le dernier le { $on }.
    }
billing-step-reminder = Sans paiement, le rappel suivant part le { $on }.
billing-step-read-only = Sans paiement, vous pourrez seulement lire et exporter dès le { $on }.
billing-step-suspended = Sans paiement, l’accès est suspendu dès le { $on } ; vos données restent exportables.
billing-step-closed = Sans cela, le compte est clôturé le { $on }.
billing-pay-by-transfer = Un virement avec la communication structurée de la facture suffit aussi.
billing-see-bill = Voir la facture à payer
billing-trial-over = L’essai est terminé depuis le { $since }
billing-trial-over-text = Vous pouvez tout lire et tout exporter ; rien n’est facturé. Ajoutez un moyen de paiement et tout redevient possible aussitôt.
billing-read-only = Lecture seule depuis le { $since } : { $amount } à payer
billing-read-only-text = Vos données sont là, lisibles et exportables. Tout redevient possible dès le paiement.
billing-suspended = Accès suspendu depuis le { $since } : { $amount } à payer
billing-suspended-text = Rien n’est effacé et ces jours ne sont pas facturés. Vous pouvez reprendre vos données et remettre vos copropriétés.
billing-closed = Compte clôturé le { $on }
billing-closed-text = Vos données restent exportables jusqu’au { $until }, puis elles sont effacées ; les factures sont archivées dix ans.
billing-ending-cancelled = Vous avez résilié.
billing-ending-trial-lapsed = L’essai n’a pas été prolongé.
billing-ending-unpaid = Des factures sont restées impayées.
billing-ending-bankrupt = Le bureau a été déclaré en faillite.
billing-ending-ended = Le contrat a pris fin.
billing-take-data = Reprendre les données
billing-leaves = L’abonnement prend fin le { $on }
billing-leaves-text = Vous travaillez normalement jusque-là, et vos données restent exportables ensuite.
billing-stay = Rester
billing-hold = La prochaine facture attend
billing-hold-details = Indiquez qui est facturé.
billing-hold-vat-number-missing = Indiquez le numéro de TVA, ou que le bureau n’est pas assujetti.
billing-hold-vat-number-of-other-country = Le numéro de TVA n’est pas de ce pays : corrigez l’un ou l’autre.
billing-hold-vies-unknown = Le numéro de TVA est en cours de vérification auprès de la Commission (VIES).
billing-hold-vies-down = Le registre de la Commission (VIES) ne répond pas ; nous redemandons jusqu’à ce qu’il réponde.
billing-hold-vies-invalid = Selon la Commission (VIES), ce numéro de TVA n’est pas valable. Corrigez-le.
billing-hold-vies-old = La vérification du numéro de TVA est refaite.
billing-hold-rate-unknown = Nous complétons le taux de TVA de votre pays.
billing-hold-open = Compléter les coordonnées
billing-plan = Formule
billing-plan-text = Un prix par copropriété active et par mois, au jour près.
billing-price = { $price } par copropriété et par mois, hors TVA
billing-copros =
    { $count ->
        [one] { $shown } copropriété active aujourd’hui
       *[other] { $shown } copropriétés actives aujourd’hui
    }
billing-plan-change = Changer de formule
billing-plan-choose = Choisir { $plan }
billing-plan-changed = Votre choix est enregistré.
billing-committed =
    { $count ->
        [one] { $shown } copropriété est payée d’avance jusqu’au { $until }.
       *[other] { $shown } copropriétés sont payées d’avance jusqu’au { $until }.
    }
billing-committed-soon =
    { $count ->
        [one] { $shown } copropriété sera payée douze mois d’avance dès le premier jour facturé.
       *[other] { $shown } copropriétés seront payées douze mois d’avance dès le premier jour facturé.
    }
billing-planned = Dès le { $on } : { $plan }, { $price } par copropriété et par mois.
billing-planned-withdraw = Ne pas changer
billing-coupons = Bons utilisés : { $codes }
billing-coupon-have = J’ai un bon de réduction
billing-coupon = Code du bon
billing-coupon-redeem = Utiliser
billing-coupon-done = Le bon est enregistré.
billing-annual = Payer douze mois d’avance, −{ $percent }
billing-annual-hint = Pour un nombre fixe de copropriétés ; celles en plus sont facturées au mois.
billing-annual-copros = Copropriétés payées d’avance
billing-annual-copros-hint = Ce nombre vaut douze mois.
billing-obstacles = Cette formule est trop petite pour ce que vous utilisez
billing-begins = En vigueur
billing-at-once = tout de suite
billing-month-now = Un mois aujourd’hui
billing-month-then = Un mois ensuite
billing-year =
    { $count ->
        [one] Douze mois d’avance, { $shown } copropriété
       *[other] Douze mois d’avance, { $shown } copropriétés
    }
billing-month-note = Mois entiers, avec les copropriétés d’aujourd’hui, hors TVA, bons et paiement annuel.
billing-next = Prochaine facture
billing-next-text = Ligne par ligne, comme elle sera écrite.
billing-next-days = Du { $from } au { $to }, établie le { $made }.
billing-next-end = Si rien ne change d’ici là
billing-next-so-far = Jusqu’à aujourd’hui : { $amount }
billing-next-today = Jusqu’à aujourd’hui
billing-next-none = Aucune facture n’est à venir.
billing-credit = { $amount } en votre faveur seront déduits.
billing-line = Ligne
billing-amount = Montant
billing-unit-copro-day =
    { $count ->
        [one] { $quantity } jour de copropriété, à { $price } les { $base } jours
       *[other] { $quantity } jours de copropriété, à { $price } les { $base } jours
    }
billing-unit-copro-month = { $quantity } mois à { $price }
billing-unit-piece = { $quantity } × { $price }
billing-nothing = Rien à facturer.
billing-net = Hors TVA
billing-vat = TVA
billing-payable = À payer
billing-vat-open = La TVA dépend des coordonnées de facturation.
billing-usage = Utilisation
billing-usage-text = Seules les copropriétés sont facturées ; le reste compte pour les limites.
billing-usage-what = Ce qui est compté
billing-usage-span = Période
billing-last-days = { $days } derniers jours
billing-usage-chart = { $what } par jour, du { $from } au { $to }
billing-usage-table = Voir les chiffres
billing-usage-none = Le premier jour n’est pas encore compté.
billing-day = Jour
billing-counted-copros = Copropriétés
billing-counted-lots = Lots
billing-counted-users = Collaborateurs
billing-counted-storage_bytes = Fichiers
billing-counted-documents = Documents créés
billing-counted-mails = E-mails envoyés
billing-limit-copros = Copropriétés
billing-limit-users = Collaborateurs
billing-limit-storage_bytes = Fichiers
billing-limit-documents_per_month = Documents ce mois
billing-limit-mails_per_month = E-mails ce mois
billing-limit-api_calls_per_minute = Appels d’API par minute
billing-limit-used = { $used } sur { $limit }
billing-invoices = Factures
billing-invoices-text = Chacune reste ici, telle qu’elle a été établie.
billing-invoices-none = Il n’y a pas encore de facture.
billing-number = Numéro
billing-issued = Date
billing-status = État
billing-files = Fichiers
billing-files-soon = en préparation
billing-status-paid = Payée
billing-status-open = À payer
billing-status-overdue = En retard
billing-status-credited = Créditée
billing-status-refunded = Remboursée
billing-status-disputed = Contestée
billing-status-credit = Note de crédit
billing-download = Télécharger { $number }, { $format }
billing-format-pdf = PDF
billing-format-peppol = Peppol
billing-format-factur-x = Factur-X
billing-method = Moyen de paiement
billing-method-text = Saisi sur la page du prestataire de paiement : aucun numéro ne passe par nous.
billing-method-none = Aucun. Vous payez par virement.
billing-method-waiting = Le prestataire confirme votre moyen de paiement…
billing-method-add = Ajouter un moyen de paiement
billing-method-replace = Remplacer le moyen de paiement
billing-method-remove = Retirer le moyen de paiement
billing-method-remove-text = { $method } ne paiera plus rien. Reste à payer par virement : { $amount }.
billing-method-removed = Le moyen de paiement est retiré.
billing-method-details-first = Indiquez d’abord qui est facturé.
billing-payments-off = Ce serveur n’accepte pas de paiement en ligne : payez les factures par virement.
billing-card = Carte { $brand } se terminant par { $digits }
billing-sepa = Domiciliation du compte se terminant par { $digits }
billing-expires = Valable jusqu’en { $month }/{ $year }
billing-mandate = Mandat { $mandate }, créancier { $creditor }
billing-mandate-text = Vous autorisez KoproGo à débiter ce compte (SEPA Core). Chaque débit est annoncé quatorze jours avant ; votre banque le rembourse sur demande pendant huit semaines.
billing-details = Coordonnées de facturation
billing-details-text = Ce qui figure sur les prochaines factures ; celles déjà établies ne changent pas.
billing-details-saved = Les coordonnées sont enregistrées.
billing-name = Nom légal
billing-street = Rue et numéro
billing-postal-code = Code postal
billing-city = Localité
billing-country = Pays
billing-taxable = Le bureau est assujetti à la TVA
billing-taxable-hint = Un syndic bénévole ne l’est en général pas.
billing-company-number = Numéro d’entreprise
billing-company-number-hint = Le numéro de TVA belge en découle.
billing-siren = Numéro SIREN
billing-siren-wrong = Le SIREN compte neuf chiffres.
billing-vat-number = Numéro de TVA
billing-vat-number-hint = Vérifié auprès de la Commission (VIES) avant la première facture.
billing-vat-number-wrong = Commencez par { $country }, puis lettres et chiffres.
billing-number-ok = La forme est juste.
billing-email = E-mail
billing-email-hint = Les factures y sont envoyées.
billing-language = Langue des factures
billing-reference = Votre référence
billing-reference-hint = Un numéro de commande, par exemple.
billing-leave = Résilier
billing-leave-text = À la fin de ce qui court, sans motif ni frais.
billing-leave-until = Vous travaillez normalement jusqu’au { $on }.
billing-leave-data = Ensuite, vos données restent exportables { $days } jours, puis elles sont effacées. Les factures sont archivées dix ans.
billing-leave-copros = Chaque copropriété se remet au syndic suivant avec tout son dossier, depuis sa page « Changer de syndic », ou s’exporte ici.
billing-leave-export = Ouvrir le portefeuille
billing-leave-do = Résilier l’abonnement
billing-leave-understood = J’ai compris ce que deviennent les données.
billing-left = La résiliation est enregistrée.

## @billing-invoice

title-billing-invoice = Facture de l’abonnement
bill-back = Abonnement
bill-invoice = Facture { $number }
bill-credit-note = Note de crédit { $number }
bill-lead = Établie le { $issued }, pour les jours du { $from } au { $to }.
bill-to-pay = À payer
bill-to-pay-by = au plus tard le { $on }
bill-late-since = en retard depuis le { $on }
bill-settled-text = Rien ne reste à payer.
bill-credited-text = Des notes de crédit l’ont annulée : rien ne reste à payer.
bill-refunded-text = Ce qui a été payé vous a été rendu.
bill-disputed-text = { $amount } sont contestés auprès du réseau de cartes ; rien n’est demandé entre-temps.
bill-credit-text = Elle vous crédite de { $amount }.
bill-corrects = Elle corrige la facture { $number }.
bill-paid-part = { $open } sur { $payable }
bill-collection-scheduled = Débit prévu le { $on } ({ $method }).
bill-collection-asked = Le paiement est demandé au prestataire.
bill-collection-processing = Le débit est à la banque depuis le { $on } ; la réponse prend quelques jours ouvrables.
bill-collection-idle = Aucun débit n’est prévu : payez maintenant, ou par virement.
bill-collection-transfer = Aucun débit n’est prévu : payez par virement.
bill-pay = Payer { $amount } maintenant
bill-pay-with = Avec : { $method }.
bill-pay-asked = Le paiement est demandé.
bill-transfer = Par virement
bill-transfer-text = La communication suffit pour que le paiement soit reconnu.
bill-beneficiary = Bénéficiaire
bill-iban = Compte
bill-reference = Communication
bill-copy = Copier
bill-lines = Lignes
bill-lines-text = Comme elles sont écrites sur le document.
bill-behind =
    { $count ->
        [one] { $shown } copropriété derrière ces jours
       *[other] { $shown } copropriétés derrière ces jours
    }
bill-behind-days =
    { $count ->
        [one] { $shown } jour
       *[other] { $shown } jours
    }
bill-behind-other = Une copropriété qui n’est plus au bureau, ou que vous ne suivez pas
bill-behind-more =
    { $count ->
        [one] et { $shown } autre
       *[other] et { $shown } autres
    }
bill-vat = TVA { $rate } % sur { $base }
bill-no-vat = Sans TVA sur { $base }
bill-total = Total, TVA comprise
bill-total-credit = Total crédité
bill-billed = Facturé à
bill-billed-text = Comme le bureau l’avait indiqué ce jour-là.
bill-company = N° d’entreprise { $number }
bill-vat-number = N° de TVA { $number }
bill-your-reference = Votre référence : { $reference }
bill-payments = Paiements
bill-payments-text = Ce qui a été payé, rendu ou crédité, et ce qu’il reste après.
bill-payments-none = Rien n’a encore été payé.
bill-on = Date
bill-what = Mouvement
bill-left = Reste
bill-booked-invoice = Facture établie
bill-booked-payment = Payée en ligne
bill-booked-transfer = Virement reçu
bill-booked-credit-note = Note de crédit
bill-booked-credit-applied = Crédit du bureau utilisé
bill-booked-refund = Remboursement
bill-booked-dispute = Contestation auprès du réseau de cartes
bill-booked-dispute-won = Contestation rejetée
bill-booked-dispute-lost = Contestation acceptée : somme reprise
bill-booked-return = Débit repris par la banque
bill-booked-write-off = Abandon de la créance
bill-undone = { $what }, revenu
bill-attempts = Tentatives
bill-attempt-with = Moyen
bill-attempt-outcome = Résultat
bill-outcome-under-way = En cours
bill-outcome-processing = À la banque
bill-outcome-paid = Payée
bill-outcome-failed = Échouée
bill-outcome-taken-back = Reprise par la banque
bill-reason-insufficient-funds = provision insuffisante
bill-reason-expired = carte expirée
bill-reason-authentication = la banque voulait votre confirmation
bill-reason-declined = refusée par la banque
bill-reason-mandate = mandat non valable
bill-reason-method-gone = moyen de paiement retiré
bill-reason-cancelled = annulée
bill-reason-other = refusée par le prestataire
bill-corrections = Notes de crédit
bill-corrections-text = Celles qui corrigent cette facture.
bill-document = Document
bill-document-text = L’original archivé, et comment il vous est parvenu.
bill-mail = E-mail
bill-mail-sent = Parti pour { $to } le { $at }.
bill-mail-sent-unknown = Parti le { $at }.
bill-mail-soon = Part dès que le document est prêt.
bill-peppol = Peppol
bill-peppol-accepted = Remis au réseau Peppol le { $at }.
bill-peppol-waiting = Le réseau Peppol n’a pas encore répondu ; nous redemandons.
bill-peppol-unreachable = Votre entreprise ne reçoit pas ce document sur Peppol : il n’est parti que par e-mail.
bill-peppol-refused = Le réseau Peppol l’a refusé ; nous nous en occupons.
bill-peppol-none = Pas encore remis au réseau Peppol ; le fichier se télécharge ici.
bill-factur-x = Factur-X
bill-factur-x-text = Un PDF qui porte ses propres données, pour votre comptabilité.
bill-mentions = Mentions

## @app

nav-billing = Abonnement
standing-label = Abonnement
standing-past-due = Une facture de l’abonnement n’est pas payée.
standing-read-only = Le bureau peut seulement lire et exporter.
standing-suspended = L’accès est suspendu ; les données restent exportables.
standing-closed = L’abonnement est clôturé ; les données restent exportables.
standing-open = Voir ce qu’il y a à faire
