## Factures et notes de crédit de la plateforme

invoice-heading = Facture
invoice-heading-credit = Note de crédit
invoice-document-title = { $heading } { $number } – { $seller }
invoice-period = Du { $from } au { $to }

invoice-issued-on = Date
invoice-due-on = Échéance
invoice-customer-vat = Votre n° de TVA
invoice-customer-number = Votre n° d’entreprise
invoice-reference = Votre référence
invoice-corrects =
    { $count ->
        [one] Facture corrigée
       *[other] Factures corrigées
    }
invoice-preceding = { $number } du { $date }

invoice-to-pay = À payer
invoice-to-collect = À prélever
invoice-credited = À votre crédit
invoice-nothing-to-pay = Rien à payer
invoice-by = au plus tard le { $date }
invoice-on = le { $date }
invoice-mandate = Mandat SEPA
invoice-creditor = Identifiant du créancier
invoice-account = Compte débité
invoice-card = Carte

invoice-line-description = Désignation
invoice-line-quantity = Quantité
invoice-line-price = Prix unitaire
invoice-line-vat = TVA
invoice-line-amount = Montant (EUR)
invoice-line-price-for = { $price } / { $base }
invoice-quantity-copro-day =
    { $count ->
        [one] { $quantity } jour-copro
       *[other] { $quantity } jours-copro
    }
invoice-quantity-copro-month =
    { $count ->
        [one] { $quantity } mois-copro
       *[other] { $quantity } mois-copro
    }
invoice-quantity-piece =
    { $count ->
        [one] { $quantity } pièce
       *[other] { $quantity } pièces
    }
invoice-base-copro-day =
    { $count ->
        [one] jour
       *[other] { $quantity } jours
    }
invoice-base-copro-month =
    { $count ->
        [one] mois
       *[other] { $quantity } mois
    }
invoice-base-piece =
    { $count ->
        [one] pièce
       *[other] { $quantity } pièces
    }

invoice-vat-rate = TVA { $rate } %
invoice-percent = { $rate } %
invoice-no-vat = –
invoice-summary = Récapitulatif TVA
invoice-summary-category = Taux
invoice-summary-base = Base
invoice-summary-tax = TVA
invoice-net = Total hors TVA
invoice-payable = Total TVA comprise
invoice-payable-credit = Total crédité

invoice-legal-copro-day = Un jour-copro est une copropriété active un jour civil, à 0 h. Une copropriété active tout le mois coûte le prix mensuel de la formule, quel que soit le nombre de jours du mois.
invoice-legal-rounding = La TVA est calculée par taux sur la somme des montants, puis arrondie au cent.
invoice-vat-number = TVA { $number }
invoice-company-number = N° d’entreprise { $number }

invoice-country-BE = Belgique
invoice-country-FR = France
invoice-country-LU = Luxembourg
invoice-country-NL = Pays-Bas
invoice-country-DE = Allemagne
invoice-country-GB = Royaume-Uni
invoice-country-CH = Suisse
