# The firm's subscription. Loaded with its screen.

title-billing = Subscription
billing-lead = What your firm pays, why, and how.
billing-trial =
    { $days ->
        [one] Trial until { $until }: last day
       *[other] Trial until { $until }: { $daysShown } days left
    }
billing-trial-ends = Nothing is charged until then. Add a payment method to go on afterwards; otherwise everything stays readable and exportable.
billing-trial-goes-on = Nothing is charged until then. The subscription then goes on by itself.
billing-trial-leaves = Nothing is charged until then.
billing-past-due = { $amount } to be paid
billing-past-due-text =
    { $reminders ->
        [one] A reminder was sent on { $on }.
       *[other] { $remindersShown } reminders were sent, the last one on { $on }.
    }
billing-step-reminder = Unless it is paid, the next reminder follows on { $on }.
billing-step-read-only = Unless it is paid, you can only read and export from { $on }.
billing-step-suspended = Unless it is paid, access is suspended from { $on }; your data stay exportable.
billing-step-closed = Otherwise the account is closed on { $on }.
billing-pay-by-transfer = A transfer with the structured communication of the invoice is enough, too.
billing-see-bill = See the invoice to pay
billing-trial-over = The trial has been over since { $since }
billing-trial-over-text = You can read and export everything; nothing is charged. Add a payment method and everything is possible again at once.
billing-read-only = Reading only since { $since }: { $amount } to be paid
billing-read-only-text = Your data are there, readable and exportable. Everything is possible again once it is paid.
billing-suspended = Access suspended since { $since }: { $amount } to be paid
billing-suspended-text = Nothing is deleted and these days are not charged. You can take your data and hand your copros over.
billing-closed = Account closed on { $on }
billing-closed-text = Your data stay exportable until { $until } and are then deleted; invoices are archived for ten years.
billing-ending-cancelled = You have cancelled.
billing-ending-trial-lapsed = The trial was not continued.
billing-ending-unpaid = Invoices stayed unpaid.
billing-ending-bankrupt = The firm was declared bankrupt.
billing-ending-ended = The contract has ended.
billing-take-data = Take the data
billing-leaves = The subscription ends on { $on }
billing-leaves-text = You work as usual until then, and your data stay exportable afterwards.
billing-stay = Stay
billing-hold = The next invoice waits
billing-hold-details = Say who is billed.
billing-hold-vat-number-missing = Give the VAT number, or say that the firm is not taxable.
billing-hold-vat-number-of-other-country = The VAT number is not of this country: correct one or the other.
billing-hold-vies-unknown = The VAT number is being checked with the Commission (VIES).
billing-hold-vies-down = The Commission’s register (VIES) does not answer; we ask again until it does.
billing-hold-vies-invalid = According to the Commission (VIES) this VAT number is not valid. Correct it.
billing-hold-vies-old = The VAT number is being checked again.
billing-hold-rate-unknown = We are adding the VAT rate of your country.
billing-hold-open = Fill in the details
billing-plan = Plan
billing-plan-text = One price per active copro and month, to the day.
billing-price = { $price } per copro and month, before VAT
billing-copros =
    { $count ->
        [one] { $shown } active copro today
       *[other] { $shown } active copros today
    }
billing-plan-change = Change plan
billing-plan-choose = Choose { $plan }
billing-plan-changed = Your choice is recorded.
billing-committed =
    { $count ->
        [one] { $shown } copro is paid ahead until { $until }.
       *[other] { $shown } copros are paid ahead until { $until }.
    }
billing-committed-soon =
    { $count ->
        [one] { $shown } copro will be paid twelve months ahead from the first charged day.
       *[other] { $shown } copros will be paid twelve months ahead from the first charged day.
    }
billing-planned = From { $on }: { $plan }, { $price } per copro and month.
billing-planned-withdraw = Do not change
billing-coupons = Coupons redeemed: { $codes }
billing-coupon-have = I have a coupon
billing-coupon = Coupon code
billing-coupon-redeem = Redeem
billing-coupon-done = The coupon is redeemed.
billing-annual = Pay twelve months ahead, −{ $percent }
billing-annual-hint = For a fixed number of copros; those beyond are billed by the month.
billing-annual-copros = Copros paid ahead
billing-annual-copros-hint = This number holds for twelve months.
billing-obstacles = This plan is too small for what you use
billing-begins = Counts from
billing-at-once = at once
billing-month-now = A month now
billing-month-then = A month then
billing-year =
    { $count ->
        [one] Twelve months ahead, { $shown } copro
       *[other] Twelve months ahead, { $shown } copros
    }
billing-month-note = Full months with today’s copros, before VAT, coupons and annual payment.
billing-next = Next invoice
billing-next-text = Line by line, as it will read.
billing-next-days = From { $from } to { $to }, made on { $made }.
billing-next-end = If nothing changes until then
billing-next-so-far = So far: { $amount }
billing-next-today = Up to today
billing-next-none = No invoice is to come.
billing-credit = { $amount } in your favour will be taken off.
billing-line = Line
billing-amount = Amount
billing-unit-copro-day =
    { $count ->
        [one] { $quantity } day of a copro, at { $price } per { $base } days
       *[other] { $quantity } copro days, at { $price } per { $base } days
    }
billing-unit-copro-month = { $quantity } months at { $price }
billing-unit-piece = { $quantity } × { $price }
billing-nothing = Nothing to charge.
billing-net = Before VAT
billing-vat = VAT
billing-payable = To be paid
billing-vat-open = VAT depends on the billing details.
billing-usage = Usage
billing-usage-text = Only copros are charged; the rest counts for the limits.
billing-usage-what = What is counted
billing-usage-span = Period
billing-last-days = Last { $days } days
billing-usage-chart = { $what } by day, from { $from } to { $to }
billing-usage-table = Show the figures
billing-usage-none = The first day has not been counted yet.
billing-day = Day
billing-counted-copros = Copros
billing-counted-lots = Lots
billing-counted-users = Colleagues
billing-counted-storage_bytes = Files
billing-counted-documents = Documents made
billing-counted-mails = Mails sent
billing-limit-copros = Copros
billing-limit-users = Colleagues
billing-limit-storage_bytes = Files
billing-limit-documents_per_month = Documents this month
billing-limit-mails_per_month = Mails this month
billing-limit-api_calls_per_minute = API calls a minute
billing-limit-used = { $used } of { $limit }
billing-invoices = Invoices
billing-invoices-text = Each stays here as it was made.
billing-invoices-none = There is no invoice yet.
billing-number = Number
billing-issued = Date
billing-status = Status
billing-files = Files
billing-files-soon = being made
billing-status-paid = Paid
billing-status-open = Open
billing-status-overdue = Overdue
billing-status-credited = Credited
billing-status-refunded = Refunded
billing-status-disputed = Disputed
billing-status-credit = Credit note
billing-download = Download { $number }, { $format }
billing-format-pdf = PDF
billing-format-peppol = Peppol
billing-format-factur-x = Factur-X
billing-method = Payment method
billing-method-text = Typed on the payment provider’s page: no number passes through us.
billing-method-none = None. You pay by transfer.
billing-method-waiting = The provider is confirming your payment method…
billing-method-add = Add a payment method
billing-method-replace = Replace the payment method
billing-method-remove = Remove the payment method
billing-method-remove-text = { $method } will pay nothing any more. Left to be paid by transfer: { $amount }.
billing-method-removed = The payment method is removed.
billing-method-details-first = Say first who is billed.
billing-payments-off = This server takes no online payments: pay the invoices by transfer.
billing-card = { $brand } card ending in { $digits }
billing-sepa = Direct debit of the account ending in { $digits }
billing-expires = Valid until { $month }/{ $year }
billing-mandate = Mandate { $mandate }, creditor { $creditor }
billing-mandate-text = You authorise KoproGo to debit this account (SEPA Core). Each debit is announced fourteen days before; your bank refunds it on demand for eight weeks.
billing-details = Billing details
billing-details-text = What stands on the next invoices; those already made do not change.
billing-details-saved = The details are saved.
billing-name = Legal name
billing-street = Street and number
billing-postal-code = Postal code
billing-city = Town
billing-country = Country
billing-taxable = The firm is a taxable person
billing-taxable-hint = A volunteer syndic usually is not.
billing-company-number = Enterprise number
billing-company-number-hint = The Belgian VAT number follows from it.
billing-siren = SIREN number
billing-siren-wrong = A SIREN number has nine digits.
billing-vat-number = VAT number
billing-vat-number-hint = Checked with the Commission (VIES) before the first invoice.
billing-vat-number-wrong = Begin with { $country }, then letters and digits.
billing-number-ok = The form is right.
billing-email = E-mail
billing-email-hint = Invoices are sent there.
billing-language = Language of invoices
billing-reference = Your reference
billing-reference-hint = An order number, for example.
billing-leave = Leave
billing-leave-text = At the end of what runs, without reason or fee.
billing-leave-until = You work as usual until { $on }.
billing-leave-data = Afterwards your data stay exportable for { $days } days and are then deleted. Invoices are archived for ten years.
billing-leave-copros = Each copro is handed over to the next syndic with its whole file, from its page “Change syndic”, or exported here.
billing-leave-export = Open the portfolio
billing-leave-do = Cancel the subscription
billing-leave-understood = I understand what becomes of the data.
billing-left = The cancellation is recorded.

## @billing-invoice

title-billing-invoice = Invoice of the subscription
bill-back = Subscription
bill-invoice = Invoice { $number }
bill-credit-note = Credit note { $number }
bill-lead = Issued on { $issued }, for the days from { $from } to { $to }.
bill-to-pay = To be paid
bill-to-pay-by = by { $on }
bill-late-since = late since { $on }
bill-settled-text = Nothing is left to pay.
bill-credited-text = Credit notes cancelled it: nothing is left to pay.
bill-refunded-text = What was paid has been given back to you.
bill-disputed-text = { $amount } are disputed with the card network; nothing is asked meanwhile.
bill-credit-text = It credits you with { $amount }.
bill-corrects = It corrects invoice { $number }.
bill-paid-part = { $open } of { $payable }
bill-collection-scheduled = Debit planned on { $on } ({ $method }).
bill-collection-asked = The provider has been asked for the payment.
bill-collection-processing = The debit has been with the bank since { $on }; the answer takes some working days.
bill-collection-idle = No debit is planned: pay now, or by transfer.
bill-collection-transfer = No debit is planned: pay by transfer.
bill-pay = Pay { $amount } now
bill-pay-with = With: { $method }.
bill-pay-asked = The payment is asked for.
bill-transfer = By transfer
bill-transfer-text = The reference is all it takes for the payment to be recognised.
bill-beneficiary = Payee
bill-iban = Account
bill-reference = Reference
bill-copy = Copy
bill-lines = Lines
bill-lines-text = As they are written on the document.
bill-behind =
    { $count ->
        [one] { $shown } copro behind these days
       *[other] { $shown } copros behind these days
    }
bill-behind-days =
    { $count ->
        [one] { $shown } day
       *[other] { $shown } days
    }
bill-behind-other = A copro that has left the firm, or that you do not work for
bill-behind-more =
    { $count ->
        [one] and { $shown } other
       *[other] and { $shown } others
    }
bill-vat = VAT { $rate } % on { $base }
bill-no-vat = No VAT on { $base }
bill-total = Total with VAT
bill-total-credit = Total credited
bill-billed = Billed to
bill-billed-text = As the firm had said it on that day.
bill-company = Company number { $number }
bill-vat-number = VAT number { $number }
bill-your-reference = Your reference: { $reference }
bill-payments = Payments
bill-payments-text = What was paid, given back or credited, and what was left then.
bill-payments-none = Nothing has been paid yet.
bill-on = Date
bill-what = What happened
bill-left = Left
bill-booked-invoice = Invoice issued
bill-booked-payment = Paid online
bill-booked-transfer = Transfer received
bill-booked-credit-note = Credit note
bill-booked-credit-applied = Credit of the firm used
bill-booked-refund = Refund
bill-booked-dispute = Dispute with the card network
bill-booked-dispute-won = Dispute rejected
bill-booked-dispute-lost = Dispute upheld: amount taken back
bill-booked-return = Debit taken back by the bank
bill-booked-write-off = Claim given up
bill-undone = { $what }, came back
bill-attempts = Attempts
bill-attempt-with = Method
bill-attempt-outcome = Outcome
bill-outcome-under-way = Under way
bill-outcome-processing = At the bank
bill-outcome-paid = Paid
bill-outcome-failed = Failed
bill-outcome-taken-back = Taken back by the bank
bill-reason-insufficient-funds = insufficient funds
bill-reason-expired = card expired
bill-reason-authentication = the bank wanted you to confirm
bill-reason-declined = declined by the bank
bill-reason-mandate = mandate not valid
bill-reason-method-gone = payment method removed
bill-reason-cancelled = cancelled
bill-reason-other = declined by the provider
bill-corrections = Credit notes
bill-corrections-text = Those that correct this invoice.
bill-document = Document
bill-document-text = The archived original, and how it reached you.
bill-mail = E-mail
bill-mail-sent = Left for { $to } on { $at }.
bill-mail-sent-unknown = Left on { $at }.
bill-mail-soon = Leaves as soon as the document is ready.
bill-peppol = Peppol
bill-peppol-accepted = Handed to the Peppol network on { $at }.
bill-peppol-waiting = The Peppol network has not answered yet; we ask again.
bill-peppol-unreachable = Your company does not receive this document on Peppol: it went by e-mail alone.
bill-peppol-refused = The Peppol network refused it; we are looking into it.
bill-peppol-none = Not handed to the Peppol network yet; the file can be downloaded here.
bill-factur-x = Factur-X
bill-factur-x-text = A PDF that carries its own data, for your accounting.
bill-mentions = Mentions

## @app

nav-billing = Subscription
standing-label = Subscription
standing-past-due = An invoice of the subscription is not paid.
standing-read-only = The firm can only read and export.
standing-suspended = Access is suspended; the data stay exportable.
standing-closed = The subscription is closed; the data stay exportable.
standing-open = See what to do
