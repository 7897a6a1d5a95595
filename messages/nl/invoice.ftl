## Facturen en creditnota’s van het platform

invoice-heading = Factuur
invoice-heading-credit = Creditnota
invoice-document-title = { $heading } { $number } – { $seller }
invoice-period = Van { $from } tot { $to }

invoice-issued-on = Datum
invoice-due-on = Vervaldag
invoice-customer-vat = Uw btw-nummer
invoice-customer-number = Uw ondernemingsnummer
invoice-reference = Uw referentie
invoice-corrects =
    { $count ->
        [one] Gecorrigeerde factuur
       *[other] Gecorrigeerde facturen
    }
invoice-preceding = { $number } van { $date }

invoice-to-pay = Te betalen
invoice-to-collect = Wordt afgehouden
invoice-credited = In uw voordeel
invoice-nothing-to-pay = Niets te betalen
invoice-by = uiterlijk op { $date }
invoice-on = op { $date }
invoice-mandate = SEPA-mandaat
invoice-creditor = Identificatie van de schuldeiser
invoice-account = Gedebiteerde rekening
invoice-card = Kaart

invoice-line-description = Omschrijving
invoice-line-quantity = Aantal
invoice-line-price = Eenheidsprijs
invoice-line-vat = Btw
invoice-line-amount = Bedrag (EUR)
invoice-line-price-for = { $price } / { $base }
invoice-quantity-copro-day =
    { $count ->
        [one] { $quantity } VME-dag
       *[other] { $quantity } VME-dagen
    }
invoice-quantity-copro-month =
    { $count ->
        [one] { $quantity } VME-maand
       *[other] { $quantity } VME-maanden
    }
invoice-quantity-piece =
    { $count ->
        [one] { $quantity } stuk
       *[other] { $quantity } stuks
    }
invoice-base-copro-day =
    { $count ->
        [one] dag
       *[other] { $quantity } dagen
    }
invoice-base-copro-month =
    { $count ->
        [one] maand
       *[other] { $quantity } maanden
    }
invoice-base-piece =
    { $count ->
        [one] stuk
       *[other] { $quantity } stuks
    }

invoice-vat-rate = Btw { $rate }%
invoice-percent = { $rate }%
invoice-no-vat = –
invoice-summary = Btw-overzicht
invoice-summary-category = Tarief
invoice-summary-base = Maatstaf
invoice-summary-tax = Btw
invoice-net = Totaal zonder btw
invoice-payable = Totaal met btw
invoice-payable-credit = Gecrediteerd totaal

invoice-legal-copro-day = Een VME-dag is één vereniging van mede-eigenaars die op een kalenderdag om 0 uur actief is. Een vereniging die de hele maand actief is, kost de maandprijs van de formule, hoeveel dagen de maand ook telt.
invoice-legal-rounding = De btw wordt per tarief op de som van de bedragen berekend en dan op de cent afgerond.
invoice-vat-number = Btw { $number }
invoice-company-number = Ondernemingsnummer { $number }

invoice-country-BE = België
invoice-country-FR = Frankrijk
invoice-country-LU = Luxemburg
invoice-country-NL = Nederland
invoice-country-DE = Duitsland
invoice-country-GB = Verenigd Koninkrijk
invoice-country-CH = Zwitserland
