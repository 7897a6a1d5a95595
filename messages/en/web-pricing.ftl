# Words of the pricing page.

price-heading = One price per building. Work out yours.
price-lead = Every amount on this page comes from the program that makes our invoices. What you read here is what you will pay, to the cent.
price-ask = Your portfolio
price-count = Buildings you manage
price-count-note = A building in preparation does not count. One that joins or leaves during the month counts by the day.
price-count-wrong = Enter a number from 1 to { $max }. Write to us for more.
price-pay = Payment
price-monthly = Monthly
price-annual = Yearly, in advance
price-plans = Plans
price-per-copro = per building a month, before VAT
price-a-month-net = a month, before VAT
price-a-month-ahead = a month on average, before VAT
price-then =
    { $count ->
        [one] For the first month, then { $amount }.
       *[other] For the first { $months } months, then { $amount } a month.
    }
price-month-no-vat = A month, no VAT to pay to us
price-year = Twelve months, before VAT
price-year-ahead = Paid in advance for twelve months, before VAT
price-month-gross = A month with { $rate } % VAT
price-lot = Per lot and month, before VAT
price-saved = You save { $amount } over twelve months.
price-could-save = Paid in advance: { $amount } less over twelve months.
price-coupon-better = With your coupon, paying monthly costs { $amount } less in the first year.
price-over = This plan goes up to { $limit } buildings.
price-over-choose = Choose { $plan } for more.
price-try =
    { $count ->
        [0] Create an account
        [one] Try it free for { $days } day
       *[other] Try it free for { $days } days
    }
price-limits = What { $plan } includes
price-limit-copros = Buildings
price-limit-users = Colleagues
price-limit-storage = Vouchers and documents
price-limit-documents = Documents made
price-limit-mails = E-mails sent
price-limit-calls = API calls
price-unlimited = no limit
price-up-to =
    { $count ->
        [one] up to { $shown }
       *[other] up to { $shown }
    }
price-a-month =
    { $count ->
        [one] { $shown } a month
       *[other] { $shown } a month
    }
price-a-minute =
    { $count ->
        [one] { $shown } a minute
       *[other] { $shown } a minute
    }
price-gib = { $size } GiB
price-tib = { $size } TiB
price-without-vat = Prices exclude VAT. What is added depends on your country and on whether you are registered for VAT: choose both below.
price-unreachable = The prices could not be read
price-not-computed = The figures could not be computed anew
price-figures-old = The faded amounts are those of your last calculation.
## @pricing-more
price-bill-heading = Your first invoice, as it will be
price-bill-text = The same lines, the same words, the same rounding. A full month always costs the price of the month, whether it has 28 days or 31.
price-country = Seat of your firm
price-country-hint = Sign-up is open to syndics established in Belgium; for others this shows the VAT that would apply.
price-taxable = VAT status
price-taxable-yes = Registered for VAT
price-taxable-no = Not registered
price-coupon = Coupon
price-coupon-months =
    { $count ->
        [one] The coupon { $code } lowers the first month.
       *[other] The coupon { $code } lowers the first { $months } months.
    }
price-coupon-not-annual = A coupon lowers monthly invoices; it does not add to the discount for annual payment.
price-lots = Lots in all
price-lots-hint = To compare with a price per lot.
price-vat-domestic = Belgian VAT of { $rate } %, which you deduct if you are registered.
price-vat-reverse-charge = Reverse charge: we ask for no VAT, you declare it in your country. Your VAT number is checked in VIES.
price-vat-origin = Belgian VAT of { $rate } %: you are not registered in another member state.
price-vat-destination = VAT of { $rate } % of your country, declared in the one-stop shop.
price-vat-outside-union = No VAT: your seat is outside the Union.
price-trial-until = You owe nothing up to and including { $until }. The first charged day is { $from } if you begin today.
price-charged-from = The first charged day is { $from } if you begin today.
price-print = Print this calculation
price-paper = First invoice
price-paper-days = from { $from } to { $to }
price-paper-what = Description
price-paper-amount = Amount (EUR)
price-paper-net = Total before VAT
price-paper-vat = VAT { $rate } %
price-paper-no-vat = VAT
price-paper-payable = Total with VAT
price-quantity-copro-day =
    { $count ->
        [one] { $shown } copro-day
       *[other] { $shown } copro-days
    }
price-quantity-copro-month =
    { $count ->
        [one] { $shown } copro-month
       *[other] { $shown } copro-months
    }
price-quantity-piece =
    { $count ->
        [one] { $shown } piece
       *[other] { $shown } pieces
    }
price-base-copro-day =
    { $count ->
        [one] day
       *[other] { $shown } days
    }
price-base-copro-month =
    { $count ->
        [one] month
       *[other] { $shown } months
    }
price-base-piece =
    { $count ->
        [one] piece
       *[other] { $shown } pieces
    }
price-included = In both plans, at no extra charge
price-has-registry = Lots, owners and keys
price-has-registry-text = Joint owners, usufruct and sales, with their dates.
price-has-money = Invoices and calls for funds
price-has-money-text = Shared out to the cent, in double entry.
price-has-statements = An account per owner
price-has-statements-text = Every figure leads to its voucher.
price-has-letters = Letters and e-mails
price-has-letters-text = In everybody’s language: French, Dutch, German, English.
price-has-import = Import and export
price-has-import-text = Come in with your table, leave with everything.
price-has-api = API and audit log
price-has-api-text = What the screen does, a program can do; whatever changes is written down.
price-questions = What happens when…
price-q-counted = How are my buildings counted?
price-q-counted-answer = An active building counts for each day on which it is yours at midnight. Added and removed on the same day, it costs nothing. You pay after each month, for the days that were counted.
price-q-trial = What happens when the trial ends?
price-q-trial-answer = The trial lasts { $days } days and asks for no means of payment. We remind you { $reminders } days before the end. Without a means of payment nothing is charged: your data stays readable for { $readable } days, then the account closes without an invoice and the export stays open for { $kept } days.
price-q-annual = What if I have more buildings than I paid for in advance?
price-q-annual-answer = Those that join are billed monthly, at the monthly price. Those paid in advance stay so for the twelve months.
price-q-change = Can I change plan?
price-q-change-answer = Yes. To a dearer plan at once, charged by the day; to a cheaper one when the next period begins. With annual payment a change begins after the twelve months.
price-q-cancel = How do I stop?
price-q-cancel-answer = With one click, for the end of the current billing period, or of the twelve months paid in advance. Until that day you may change your mind.
price-q-unpaid = What happens if an invoice stays unpaid?
price-q-unpaid-answer = We remind you { $reminders } days after it is due. After { $readonly } days the account can be read but not written, after { $suspended } days only the export is left, after { $closed } days it closes. Each step is announced before, and paying opens everything again as long as the account is not closed.
price-q-export = Can I always get my data out?
price-q-export-answer = Yes. The export is never blocked, paid or not: these accounts belong to the co-owners. After the account closes it stays open for { $kept } days.
price-q-vat = Will I get an electronic invoice?
price-q-vat-answer = Yes, over Peppol if you are registered for VAT in Belgium, and as a PDF in your language. The VAT is that of the calculation above.
price-last =
    { $count ->
        [0] Begin today.
        [one] Begin: { $days } day, free of charge.
       *[other] Begin: { $days } days, free of charge.
    }
## @foot
foot-text = KoproGo, co-ownership management for Belgian syndics.
foot-nav = Access
