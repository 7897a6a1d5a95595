## Rechnungen und Gutschriften der Plattform

invoice-heading = Rechnung
invoice-heading-credit = Gutschrift
invoice-document-title = { $heading } { $number } – { $seller }
invoice-period = Vom { $from } bis zum { $to }

invoice-issued-on = Datum
invoice-due-on = Fällig am
invoice-customer-vat = Ihre MwSt.-Nr.
invoice-customer-number = Ihre Unternehmensnr.
invoice-reference = Ihre Referenz
invoice-corrects =
    { $count ->
        [one] Berichtigte Rechnung
       *[other] Berichtigte Rechnungen
    }
invoice-preceding = { $number } vom { $date }

invoice-to-pay = Zu zahlen
invoice-to-collect = Wird eingezogen
invoice-credited = Zu Ihren Gunsten
invoice-nothing-to-pay = Nichts zu zahlen
invoice-by = spätestens am { $date }
invoice-on = am { $date }
invoice-mandate = SEPA-Mandat
invoice-creditor = Gläubiger-Identifikationsnummer
invoice-account = Belastetes Konto
invoice-card = Karte

invoice-line-description = Bezeichnung
invoice-line-quantity = Menge
invoice-line-price = Einzelpreis
invoice-line-vat = MwSt.
invoice-line-amount = Betrag (EUR)
invoice-line-price-for = { $price } / { $base }
invoice-quantity-copro-day =
    { $count ->
        [one] { $quantity } Gemeinschaftstag
       *[other] { $quantity } Gemeinschaftstage
    }
invoice-quantity-copro-month =
    { $count ->
        [one] { $quantity } Gemeinschaftsmonat
       *[other] { $quantity } Gemeinschaftsmonate
    }
invoice-quantity-piece =
    { $count ->
        [one] { $quantity } Stück
       *[other] { $quantity } Stück
    }
invoice-base-copro-day =
    { $count ->
        [one] Tag
       *[other] { $quantity } Tage
    }
invoice-base-copro-month =
    { $count ->
        [one] Monat
       *[other] { $quantity } Monate
    }
invoice-base-piece =
    { $count ->
        [one] Stück
       *[other] { $quantity } Stück
    }

invoice-vat-rate = MwSt. { $rate } %
invoice-percent = { $rate } %
invoice-no-vat = –
invoice-summary = MwSt.-Übersicht
invoice-summary-category = Satz
invoice-summary-base = Bemessungsgrundlage
invoice-summary-tax = MwSt.
invoice-net = Gesamtbetrag ohne MwSt.
invoice-payable = Gesamtbetrag mit MwSt.
invoice-payable-credit = Gutgeschriebener Betrag

invoice-legal-copro-day = Ein Gemeinschaftstag ist eine Miteigentümergemeinschaft, die an einem Kalendertag um 0 Uhr aktiv ist. Eine den ganzen Monat aktive Gemeinschaft kostet den Monatspreis des Tarifs, gleich wie viele Tage der Monat hat.
invoice-legal-rounding = Die MwSt. wird je Satz auf die Summe der Beträge berechnet und dann auf den Cent gerundet.
invoice-vat-number = MwSt. { $number }
invoice-company-number = Unternehmensnr. { $number }

invoice-country-BE = Belgien
invoice-country-FR = Frankreich
invoice-country-LU = Luxemburg
invoice-country-NL = Niederlande
invoice-country-DE = Deutschland
invoice-country-GB = Vereinigtes Königreich
invoice-country-CH = Schweiz
