## Invoices and credit notes of the platform

invoice-heading = Invoice
invoice-heading-credit = Credit note
invoice-document-title = { $heading } { $number } – { $seller }
invoice-period = From { $from } to { $to }

invoice-issued-on = Date
invoice-due-on = Due date
invoice-customer-vat = Your VAT number
invoice-customer-number = Your company number
invoice-reference = Your reference
invoice-corrects =
    { $count ->
        [one] Invoice corrected
       *[other] Invoices corrected
    }
invoice-preceding = { $number } of { $date }

invoice-to-pay = To pay
invoice-to-collect = To be collected
invoice-credited = In your favour
invoice-nothing-to-pay = Nothing to pay
invoice-by = by { $date }
invoice-on = on { $date }
invoice-mandate = SEPA mandate
invoice-creditor = Creditor identifier
invoice-account = Account debited
invoice-card = Card

invoice-line-description = Description
invoice-line-quantity = Quantity
invoice-line-price = Unit price
invoice-line-vat = VAT
invoice-line-amount = Amount (EUR)
invoice-line-price-for = { $price } / { $base }
invoice-quantity-copro-day =
    { $count ->
        [one] { $quantity } copro-day
       *[other] { $quantity } copro-days
    }
invoice-quantity-copro-month =
    { $count ->
        [one] { $quantity } copro-month
       *[other] { $quantity } copro-months
    }
invoice-quantity-piece =
    { $count ->
        [one] { $quantity } piece
       *[other] { $quantity } pieces
    }
invoice-base-copro-day =
    { $count ->
        [one] day
       *[other] { $quantity } days
    }
invoice-base-copro-month =
    { $count ->
        [one] month
       *[other] { $quantity } months
    }
invoice-base-piece =
    { $count ->
        [one] piece
       *[other] { $quantity } pieces
    }

invoice-vat-rate = VAT { $rate }%
invoice-percent = { $rate }%
invoice-no-vat = –
invoice-summary = VAT summary
invoice-summary-category = Rate
invoice-summary-base = Base
invoice-summary-tax = VAT
invoice-net = Total excluding VAT
invoice-payable = Total including VAT
invoice-payable-credit = Total credited

invoice-legal-copro-day = A copro-day is one copropriété active on one civil day, at midnight when it begins. A copropriété that is active all month costs the monthly price of the plan, however many days the month has.
invoice-legal-rounding = VAT is computed per rate on the sum of the amounts, then rounded to the cent.
invoice-vat-number = VAT { $number }
invoice-company-number = Company number { $number }

invoice-country-BE = Belgium
invoice-country-FR = France
invoice-country-LU = Luxembourg
invoice-country-NL = Netherlands
invoice-country-DE = Germany
invoice-country-GB = United Kingdom
invoice-country-CH = Switzerland
