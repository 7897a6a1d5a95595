## Lettres PDF : appels de fonds et extraits de compte

doc-syndic = Syndic
doc-company-number = BCE { $number }
doc-page = Page
doc-holder = Bénéficiaire
doc-iban = IBAN
doc-communication = Communication structurée
doc-table-total = Total

call-heading-working-fund = Appel de fonds de roulement
call-heading-reserve-fund = Appel de fonds de réserve
call-heading-provision = Appel de provisions
call-heading-extraordinary = Appel de fonds extraordinaire
call-document-title = { $heading } { $number } – { $owner }

call-number = Appel n°
call-issued-on = Date
call-account = Votre compte
call-key = Clé de répartition

call-to-pay = À payer
call-to-pay-first =
    { $count ->
        [one] À payer
       *[other] Premier de { $count } versements
    }
call-of-total = sur un total de { $amount }
call-due-on = au plus tard le { $date }
call-scan = À scanner avec l’application de votre banque
call-scan-alt = Code QR de virement : { $amount } à { $holder }, communication { $communication }

call-lots = Votre quote-part
call-lots-code = Lot
call-lots-weight = Quotités
call-lots-amount = Montant (EUR)

call-instalments = Échéancier
call-instalments-number = Versement
call-instalments-due = Échéance
call-instalments-amount = Montant (EUR)

call-legal-syndic = Appel établi par { $firm }, syndic (BCE { $firm_number }), au nom et pour le compte de l’association des copropriétaires { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(BCE { $copro_number }).
    }
call-legal-working-fund = Le fonds de roulement réunit les avances faites par les copropriétaires, à titre de provision, pour couvrir les dépenses périodiques (art. 3.86, § 3, du Code civil).
call-legal-reserve-fund = Le fonds de réserve réunit les apports périodiques destinés aux dépenses non périodiques (art. 3.86, § 3, du Code civil).
call-legal-provision = Les provisions sont des avances sur les dépenses périodiques de la copropriété (art. 3.86, § 3, du Code civil).
call-legal-extraordinary = Cet appel extraordinaire porte sur une dépense commune, à laquelle chaque copropriétaire contribue selon la clé de répartition (art. 3.81 du Code civil).
call-legal-rounding = Le montant de l’appel est réparti entre les lots selon leurs quotités dans la clé et arrondi au cent inférieur ; les cents restants reviennent, un à un, aux lots dont la fraction écartée est la plus grande. La somme des lots est ainsi exactement égale au montant appelé.
call-legal-communication = Merci de reprendre la communication structurée : votre paiement est ainsi porté à votre compte sans délai.

statement-heading = Extrait de compte
statement-document-title = { $heading } – { $owner } – { $date }
statement-period = Du { $from } au { $to }
statement-until = De l’ouverture du compte au { $to }
statement-date = Arrêté au
statement-account = Votre compte
statement-opening = Solde initial
statement-debits = Appels et débits
statement-credits = Paiements et crédits
statement-balance-owed = Solde à payer
statement-balance-favour = Solde en votre faveur
statement-balance-nil = Compte soldé
statement-due = dont exigible au { $date } : { $amount }
statement-due-nothing = Rien n’est exigible au { $date }
statement-column-date = Date
statement-column-number = Pièce
statement-column-description = Libellé
statement-column-due = Échéance
statement-column-debit = Débit
statement-column-credit = Crédit
statement-column-balance = Solde
statement-closing = Solde au { $date }
statement-empty = Aucun mouvement pendant cette période.
statement-legal-sign = Montants en euros. Un solde positif est dû à l’association des copropriétaires ; un solde précédé du signe moins est en votre faveur.
statement-legal-syndic = Extrait établi par { $firm }, syndic (BCE { $firm_number }), d’après la comptabilité de l’association des copropriétaires { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(BCE { $copro_number }).
    } Chaque pièce peut être consultée auprès du syndic.

# What a lot is.
document-nature-apartment = Appartement
document-nature-studio = Studio
document-nature-house = Maison
document-nature-office = Bureau
document-nature-shop = Commerce
document-nature-garage = Garage
document-nature-parking = Emplacement de parking
document-nature-cellar = Cave
document-nature-other = Lot
