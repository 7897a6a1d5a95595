# Factures, appels de fonds, journal, relevés. Ce qui précède le premier « ## @ » est commun à ces écrans.

title-statement = Relevé de compte
charges-account = Compte
charges-account-find = Numéro ou intitulé
charges-amount = Montant
charges-amount-eur = Montant (€)
charges-balanced = Équilibrée
charges-unbalanced = Non équilibrée
charges-calculating = Calcul en cours…
charges-copied = Copié
charges-copy = Copier { $text }
charges-copy-failed = Le navigateur refuse la copie : sélectionnez le texte.
charges-credit = Crédit
charges-credit-eur = Crédit (€)
charges-date = Date
charges-debit = Débit
charges-debit-eur = Débit (€)
charges-description = Libellé
charges-entry = Écriture comptable
charges-forbidden = Votre rôle ne le permet pas
charges-key = Clé de répartition
charges-key-choose = Choisir une clé
charges-key-hint =
    { $lots ->
        [one] { $shown } lot, { $total } quotités
       *[other] { $shown } lots, { $total } quotités
    }
charges-key-short = Clé
charges-leave = Cette saisie n’est pas enregistrée. Quitter quand même ?
charges-lot = Lot
charges-not-active = Mettez d’abord la copropriété en gestion
charges-not-active-text = « { $name } » est encore en préparation : rien ne s’y comptabilise. L’aperçu montre ce qu’il reste à compléter.
charges-not-active-action = Voir l’aperçu
charges-number = Numéro
charges-of = { $done } / { $total }
charges-owner = Copropriétaire
charges-period = du { $from } au { $to }
charges-preview-only = Rien n’est encore enregistré
charges-preview-refused = Corrigez les champs signalés : le calcul suit aussitôt.
charges-voucher = Pièce
charges-voucher-expense = Facture
charges-voucher-call = Appel
charges-voucher-receipt = Paiement
charges-weight = Quotités

## @expenses

expenses-account = Compte de charge
expenses-bar = { $lots } lots, { $owners } copropriétaires : Σ = { $sum }
expenses-borne = Qui supporte quoi
expenses-borne-waiting = Indiquez le montant et le compte : la part de chaque lot s’affiche ici, au cent près.
expenses-borne-by = Répartition
expenses-by-lot = Par lot ({ $shown })
expenses-by-owner = Par copropriétaire ({ $shown })
expenses-date = Date
expenses-days =
    { $count ->
        [one] { $shown } jour
       *[other] { $shown } jours
    }
expenses-description-example = Nettoyage des communs, novembre
expenses-drop = Déposez ici la facture
expenses-drop-hint = PDF, PNG ou JPEG, 10 Mo au plus
expenses-due-date = Échéance
expenses-empty = Encodez la première facture
expenses-empty-text = Déposez le PDF, choisissez le compte et la clé : avant d’enregistrer, vous voyez ce que chaque lot supporte. L’écriture au journal suit d’elle-même.
expenses-final = L’écriture est définitive une fois enregistrée.
expenses-forbidden-text = Les gestionnaires et les comptables encodent les factures.
expenses-gross = Montant TVAC
expenses-invoice-date = Date de la facture
expenses-invoice-document = Document de la facture
expenses-invoice-number = N° de facture
expenses-net = HTVA
expenses-none = Aucune facture ne correspond à « { $text } ».
expenses-open-file = Ouvrir
expenses-open-invoice = Ouvrir la facture { $number }
expenses-period = Période de service
expenses-period-hint = La charge revient à qui possédait le lot ces jours-là ; en cas de vente, elle se partage au jour près.
expenses-period-quarter =
    { $quarter ->
        [1] 1er trimestre { $year }
       *[other] { $quarter }e trimestre { $year }
    }
expenses-period-quick = Choix rapide de la période
expenses-record = Enregistrer la facture
expenses-recorded = Facture { $number } enregistrée : { $amount }.
expenses-recorded-at = Enregistrée le { $when }
expenses-search = Chercher une facture
expenses-service-from = Service du
expenses-service-to = au
expenses-shares-view = Vue de la répartition
expenses-split-note =
    { $count ->
        [one] { $shown } lot a changé de propriétaire pendant la période : sa part est partagée au jour près.
       *[other] { $shown } lots ont changé de propriétaire pendant la période : leur part est partagée au jour près.
    }
expenses-sum-exact = Σ = { $sum }, exactement la facture
expenses-sum-off = Σ = { $sum }, au lieu de { $amount }
expenses-supplier = Fournisseur
expenses-supplier-company-number = Numéro BCE
expenses-supplier-create = Nouveau fournisseur
expenses-supplier-create-named = Nouveau fournisseur « { $name } »
expenses-supplier-existing = Choisir un fournisseur connu
expenses-supplier-find = Nom ou numéro BCE
expenses-supplier-iban = IBAN { $iban }
expenses-supplier-name = Nom
expenses-supplier-new = Nouveau fournisseur
expenses-supplier-vat = Numéro de TVA
expenses-title = Facture { $number }
expenses-vat = TVA
expenses-vat-at = TVA { $rate }
expenses-vat-rate = Taux de TVA

## @calls

calls-asked = Ce qui est demandé
calls-asked-waiting = Indiquez le total : la part de chaque copropriétaire s’affiche ici.
calls-bar =
    { $count ->
        [one] { $owners } copropriétaire
       *[other] { $owners } copropriétaires
    }, { $total } : { $sent ->
        [one] { $mails } e-mail
       *[other] { $mails } e-mails
    }, { $post ->
        [one] { $letters } lettre
       *[other] { $letters } lettres
    }
calls-by-mail = Par e-mail à { $email }
calls-by-post = Par la poste
calls-communication = Communication
calls-confirm = Émettre cet appel ?
calls-confirm-due = À payer au plus tard le { $date }
calls-confirm-final = L’écriture est passée au journal le { $date }. Ni elle ni les lettres ne peuvent ensuite être modifiées.
calls-confirm-instalments = { $shown } versements mensuels, du { $first } au { $last }
calls-confirm-letters =
    { $count ->
        [0] Aucune lettre à poster
        [one] { $shown } lettre à imprimer et à poster
       *[other] { $shown } lettres à imprimer et à poster
    }
calls-confirm-mails =
    { $count ->
        [0] Aucun e-mail ne part
        [one] { $shown } e-mail part, avec sa lettre en PDF
       *[other] { $shown } e-mails partent, chacun avec sa lettre en PDF
    }
calls-confirm-owners =
    { $count ->
        [one] { $shown } copropriétaire est appelé
       *[other] { $shown } copropriétaires sont appelés
    }
calls-delivered = Toutes les lettres sont prêtes et tous les e-mails sont partis.
calls-delivery = Envoi de l’appel
calls-document-queued = en préparation
calls-document-ready = prête
calls-document-failed = échec
calls-documents = Lettres prêtes
calls-due = Échéance
calls-due-hint = Qui possède le lot ce jour-là est appelé.
calls-empty = Émettez le premier appel de fonds
calls-empty-text = Choisissez la nature, le total et la clé : vous voyez la part de chaque copropriétaire avant d’émettre. Chacun reçoit ensuite sa lettre dans sa langue, avec une communication structurée et un code QR de paiement.
calls-first-due = Première échéance
calls-forbidden-text = Les gestionnaires et les comptables émettent les appels de fonds.
calls-instalments = Versements
calls-instalments-count =
    { $count ->
        [one] En une fois
       *[other] { $count } versements mensuels
    }
calls-issue = Émettre l’appel
calls-issued = Appel { $number } émis. Les lettres se préparent.
calls-issued-on = Date d’émission
calls-issued-on-hint = Date de l’écriture au journal.
calls-kind = Nature
calls-kind-extraordinary = Appel extraordinaire
calls-kind-extraordinary-text = Travaux ou dépense exceptionnelle votés en assemblée.
calls-kind-provision = Provision
calls-kind-provision-text = Avance sur le budget voté, régularisée au décompte.
calls-kind-reserve_fund = Fonds de réserve
calls-kind-reserve_fund-text = Épargne pour les dépenses non périodiques ; reste à l’association en cas de vente.
calls-kind-working_fund = Fonds de roulement
calls-kind-working_fund-text = Avance permanente pour les dépenses courantes ; remboursée au vendeur.
calls-language = Langue
calls-letter = Lettre
calls-look-again = Actualiser
calls-lots-more = { $lots } + { $more }
calls-mail = E-mail
calls-mail-failed = Échec
calls-mail-none = À poster
calls-mail-queued = En file
calls-mail-sent = Envoyé
calls-mails = E-mails envoyés
calls-not-yet = Rien ne part avant votre confirmation.
calls-notices = Appels individuels
calls-number = Appel { $number }
calls-open-letter = Ouvrir la lettre de { $name }
calls-owners = Copropriétaires
calls-owners-count =
    { $count ->
        [one] { $shown } copropriétaire
       *[other] { $shown } copropriétaires
    }
calls-paused = L’envoi dure plus longtemps que prévu. Il continue sans cette page.
calls-review = Vérifier et émettre
calls-schedule = Échéancier
calls-schedule-one = { $amount } à payer au plus tard le { $date }.
calls-sent-by = Envoi
calls-some-failed =
    { $count ->
        [one] { $shown } envoi a échoué
       *[other] { $shown } envois ont échoué
    }
calls-some-failed-text = L’appel reste dû. Remettez ces lettres autrement et corrigez l’adresse du copropriétaire.
calls-suggest-extraordinary = Appel extraordinaire { $year }
calls-suggest-provision =
    { $span ->
        [year] Provisions pour charges { $year }
       *[quarter] Provisions pour charges – { $quarter ->
            [1] 1er
           *[other] { $quarter }e
        } trimestre { $year }
    }
calls-suggest-reserve_fund = Fonds de réserve { $year }
calls-suggest-working_fund = Constitution du fonds de roulement
calls-title = Intitulé
calls-title-example = Rénovation de la toiture – AG du 12 mai
calls-title-hint = Tel que les copropriétaires le lisent.
calls-to-post =
    { $count ->
        [one] Envoi terminé. { $shown } lettre reste à imprimer et à poster.
       *[other] Envoi terminé. { $shown } lettres restent à imprimer et à poster.
    }
calls-total = Total
calls-under-way = Les lettres se préparent et partent une à une. Vous pouvez quitter cette page.
calls-view-all = Tous ({ $shown })
calls-view-failed = Échecs ({ $shown })
calls-view-post = À poster ({ $shown })
calls-without-email =
    { $count ->
        [one] { $shown } copropriétaire n’a pas d’e-mail : sa lettre sera à imprimer et à poster.
       *[other] { $shown } copropriétaires n’ont pas d’e-mail : leurs lettres seront à imprimer et à poster.
    }

## @ledger

ledger-any-account = Tous les comptes
ledger-any-owner = Tous les copropriétaires
ledger-clear = Retirer les filtres
ledger-document = Document
ledger-empty = Le journal est encore vide
ledger-empty-text = Chaque facture, chaque appel et chaque paiement y inscrit son écriture en partie double. On n’y efface rien.
ledger-entry = Écriture { $number }
ledger-filtered = Les montants sont ceux des lignes filtrées de chaque écriture.
ledger-final = Une écriture ne se modifie ni ne s’efface.
ledger-journal = Journal
ledger-journal-bank = Banque
ledger-journal-calls = Appels
ledger-journal-misc = Opérations diverses
ledger-journal-purchases = Achats
ledger-lead = Toutes les écritures, de la plus récente à la plus ancienne.
ledger-none = Aucune écriture ne correspond à ces filtres.
ledger-open-call = Voir l’appel
ledger-open-document = Ouvrir le document de la pièce
ledger-open-expense = Voir la facture
ledger-posted-at = Passée le
ledger-statement = Relevé de compte

## @statement

stmt-balance-eur = Solde (€)
stmt-balance-is = Solde { $amount }
stmt-closing = Solde au { $date }
stmt-communication = Communication permanente
stmt-due-now = Dont exigible
stmt-due-on = Échéance
stmt-empty = Aucun mouvement
stmt-empty-text = Ce compte n’a encore rien reçu ni payé à cette date.
stmt-from = À partir du
stmt-in-favour = Solde en faveur du copropriétaire au { $date }
stmt-into = Reçu sur
stmt-into-reserve = Compte de réserve
stmt-into-reserve-text = Paie les appels au fonds de réserve.
stmt-into-working = Compte à vue
stmt-into-working-text = Paie le roulement, les provisions et les autres appels.
stmt-lead = Relevé du compte individuel n° { $number }
stmt-nothing-due = Rien
stmt-on = Arrêté au
stmt-open-document = Ouvrir le document { $number }
stmt-opening = Solde initial
stmt-owed = Solde dû au { $date }
stmt-pdf = Relevé PDF
stmt-period = Période du relevé
stmt-print = Imprimer
stmt-receipt = Enregistrer un paiement
stmt-receipt-final = L’écriture est définitive une fois enregistrée.
stmt-receipt-record = Enregistrer
stmt-received = Paiement { $number } enregistré : { $amount } de { $name }.
stmt-received-on = Date de réception
stmt-settled = Compte soldé au { $date }
stmt-sign = Un solde positif est dû à l’association des copropriétaires ; un solde négatif est en faveur du copropriétaire.
