# Invoices, calls for funds, journal, statements. What stands before the first "## @" belongs to all of these screens.

title-statement = Account statement
charges-account = Account
charges-account-find = Number or name
charges-amount = Amount
charges-amount-eur = Amount (€)
charges-balanced = Balanced
charges-unbalanced = Not balanced
charges-calculating = Calculating…
charges-copied = Copied
charges-copy = Copy { $text }
charges-copy-failed = The browser refuses to copy: select the text instead.
charges-credit = Credit
charges-credit-eur = Credit (€)
charges-date = Date
charges-debit = Debit
charges-debit-eur = Debit (€)
charges-description = Description
charges-entry = Ledger entry
charges-forbidden = Your role does not allow this
charges-key = Apportionment key
charges-key-choose = Choose a key
charges-key-hint =
    { $lots ->
        [one] { $shown } lot, { $total } shares
       *[other] { $shown } lots, { $total } shares
    }
charges-key-short = Key
charges-leave = What you typed is not saved. Leave anyway?
charges-lot = Lot
charges-not-active = Put the building into service first
charges-not-active-text = “{ $name }” is still being prepared: nothing is booked for it. The overview shows what is left to complete.
charges-not-active-action = Go to the overview
charges-number = Number
charges-of = { $done } / { $total }
charges-owner = Owner
charges-period = from { $from } to { $to }
charges-preview-only = Nothing is saved yet
charges-preview-refused = Correct the fields shown: the figures follow at once.
charges-voucher = Voucher
charges-voucher-expense = Invoice
charges-voucher-call = Call
charges-voucher-receipt = Payment
charges-weight = Shares

## @expenses

expenses-account = Cost account
expenses-bar = { $lots } lots, { $owners } owners: Σ = { $sum }
expenses-borne = Who bears what
expenses-borne-waiting = Enter the amount and the account: the share of every lot appears here, to the cent.
expenses-borne-by = Apportionment
expenses-by-lot = By lot ({ $shown })
expenses-by-owner = By owner ({ $shown })
expenses-date = Date
expenses-days =
    { $count ->
        [one] { $shown } day
       *[other] { $shown } days
    }
expenses-description-example = Cleaning of the common parts, November
expenses-drop = Drop the invoice here
expenses-drop-hint = PDF, PNG or JPEG, 10 MB at most
expenses-due-date = Due date
expenses-empty = Record the first invoice
expenses-empty-text = Drop the PDF, choose the account and the key: before you save, you see what every lot bears. The ledger entry follows by itself.
expenses-final = Once saved, the entry is final.
expenses-forbidden-text = Managers and accountants record invoices.
expenses-gross = Amount incl. VAT
expenses-invoice-date = Invoice date
expenses-invoice-document = Invoice document
expenses-invoice-number = Invoice number
expenses-net = Excl. VAT
expenses-none = No invoice matches “{ $text }”.
expenses-open-file = Open
expenses-open-invoice = Open invoice { $number }
expenses-period = Service period
expenses-period-hint = The cost falls to whoever owned the lot on those days; after a sale it is split by the day.
expenses-period-quarter =
    { $quarter ->
        [1] 1st quarter { $year }
        [2] 2nd quarter { $year }
        [3] 3rd quarter { $year }
       *[other] { $quarter }th quarter { $year }
    }
expenses-period-quick = Quick choice of the period
expenses-record = Save the invoice
expenses-recorded = Invoice { $number } saved: { $amount }.
expenses-recorded-at = Saved on { $when }
expenses-search = Find an invoice
expenses-service-from = Service from
expenses-service-to = to
expenses-shares-view = View of the apportionment
expenses-split-note =
    { $count ->
        [one] { $shown } lot changed hands during the period: its share is split by the day.
       *[other] { $shown } lots changed hands during the period: their shares are split by the day.
    }
expenses-sum-exact = Σ = { $sum }, exactly the invoice
expenses-sum-off = Σ = { $sum } instead of { $amount }
expenses-supplier = Supplier
expenses-supplier-company-number = CBE number
expenses-supplier-create = New supplier
expenses-supplier-create-named = New supplier “{ $name }”
expenses-supplier-existing = Choose a known supplier
expenses-supplier-find = Name or CBE number
expenses-supplier-iban = IBAN { $iban }
expenses-supplier-name = Name
expenses-supplier-new = New supplier
expenses-supplier-vat = VAT number
expenses-title = Invoice { $number }
expenses-vat = VAT
expenses-vat-at = VAT { $rate }
expenses-vat-rate = VAT rate

## @calls

calls-asked = What is asked
calls-asked-waiting = Enter the total: the share of every owner appears here.
calls-bar =
    { $count ->
        [one] { $owners } owner
       *[other] { $owners } owners
    }, { $total }: { $sent ->
        [one] { $mails } e-mail
       *[other] { $mails } e-mails
    }, { $post ->
        [one] { $letters } letter
       *[other] { $letters } letters
    }
calls-by-mail = By e-mail to { $email }
calls-by-post = By post
calls-communication = Communication
calls-confirm = Issue this call?
calls-confirm-due = To be paid by { $date }
calls-confirm-final = The entry is posted on { $date }. Neither it nor the letters can be changed afterwards.
calls-confirm-instalments = { $shown } monthly instalments, from { $first } to { $last }
calls-confirm-letters =
    { $count ->
        [0] No letter to post
        [one] { $shown } letter to print and post
       *[other] { $shown } letters to print and post
    }
calls-confirm-mails =
    { $count ->
        [0] No e-mail is sent
        [one] { $shown } e-mail is sent, with its letter as a PDF
       *[other] { $shown } e-mails are sent, each with its letter as a PDF
    }
calls-confirm-owners =
    { $count ->
        [one] { $shown } owner is asked to pay
       *[other] { $shown } owners are asked to pay
    }
calls-delivered = All letters are ready and all e-mails have been sent.
calls-delivery = Delivery of the call
calls-document-queued = being made
calls-document-ready = ready
calls-document-failed = failed
calls-documents = Letters ready
calls-due = Due date
calls-due-hint = Whoever owns the lot on that day is asked to pay.
calls-empty = Issue the first call for funds
calls-empty-text = Choose the kind, the total and the key: you see the share of every owner before you issue. Everyone then gets a letter in their own language, with a structured communication and a QR code to pay by.
calls-first-due = First due date
calls-forbidden-text = Managers and accountants issue calls for funds.
calls-instalments = Instalments
calls-instalments-count =
    { $count ->
        [one] All at once
       *[other] { $count } monthly instalments
    }
calls-issue = Issue the call
calls-issued = Call { $number } issued. The letters are being made.
calls-issued-on = Date of issue
calls-issued-on-hint = Date of the ledger entry.
calls-kind = Kind
calls-kind-extraordinary = Extraordinary call
calls-kind-extraordinary-text = Works or an exceptional cost voted by the assembly.
calls-kind-provision = Provision
calls-kind-provision-text = Advance on the voted budget, settled against real costs.
calls-kind-reserve_fund = Reserve fund
calls-kind-reserve_fund-text = Savings for non-periodic costs; stay with the association when a lot is sold.
calls-kind-working_fund = Working fund
calls-kind-working_fund-text = Standing advance for running costs; given back to a seller.
calls-language = Language
calls-letter = Letter
calls-look-again = Refresh
calls-lots-more = { $lots } + { $more }
calls-mail = E-mail
calls-mail-failed = Failed
calls-mail-none = To post
calls-mail-queued = Queued
calls-mail-sent = Sent
calls-mails = E-mails sent
calls-not-yet = Nothing is sent before you confirm.
calls-notices = Individual notices
calls-number = Call { $number }
calls-open-letter = Open the letter to { $name }
calls-owners = Owners
calls-owners-count =
    { $count ->
        [one] { $shown } owner
       *[other] { $shown } owners
    }
calls-paused = Delivery takes longer than expected. It goes on without this page.
calls-review = Review and issue
calls-schedule = Payment schedule
calls-schedule-one = { $amount } to be paid by { $date }.
calls-sent-by = Sent by
calls-some-failed =
    { $count ->
        [one] { $shown } delivery failed
       *[other] { $shown } deliveries failed
    }
calls-some-failed-text = The call remains due. Hand these letters over another way and correct the owner’s address.
calls-suggest-extraordinary = Extraordinary call { $year }
calls-suggest-provision =
    { $span ->
        [year] Provisions for charges { $year }
       *[quarter] Provisions for charges – { $quarter ->
            [1] 1st
            [2] 2nd
            [3] 3rd
           *[other] { $quarter }th
        } quarter { $year }
    }
calls-suggest-reserve_fund = Reserve fund { $year }
calls-suggest-working_fund = Constitution of the working fund
calls-title = Title
calls-title-example = Roof renovation – assembly of 12 May
calls-title-hint = As the owners read it.
calls-to-post =
    { $count ->
        [one] Delivery done. { $shown } letter is left to print and post.
       *[other] Delivery done. { $shown } letters are left to print and post.
    }
calls-total = Total
calls-under-way = The letters are made and sent one by one. You may leave this page.
calls-view-all = All ({ $shown })
calls-view-failed = Failed ({ $shown })
calls-view-post = To post ({ $shown })
calls-without-email =
    { $count ->
        [one] { $shown } owner has no e-mail: the letter is to be printed and posted.
       *[other] { $shown } owners have no e-mail: their letters are to be printed and posted.
    }

## @ledger

ledger-any-account = All accounts
ledger-any-owner = All owners
ledger-clear = Clear filters
ledger-document = Document
ledger-empty = The journal is still empty
ledger-empty-text = Every invoice, call and payment writes its double entry here. Nothing is ever erased.
ledger-entry = Entry { $number }
ledger-filtered = Amounts are those of the filtered lines of each entry.
ledger-final = An entry is never changed or erased.
ledger-journal = Journal
ledger-journal-bank = Bank
ledger-journal-calls = Calls
ledger-journal-misc = Miscellaneous
ledger-journal-purchases = Purchases
ledger-lead = All entries, the latest first.
ledger-none = No entry matches these filters.
ledger-open-call = See the call
ledger-open-document = Open the voucher’s document
ledger-open-expense = See the invoice
ledger-posted-at = Posted on
ledger-statement = Account statement

## @statement

stmt-balance-eur = Balance (€)
stmt-balance-is = Balance { $amount }
stmt-closing = Balance on { $date }
stmt-communication = Permanent communication
stmt-due-now = Of which due now
stmt-due-on = Due date
stmt-empty = No movements
stmt-empty-text = Nothing has been asked or paid on this account by this date.
stmt-from = From
stmt-in-favour = Balance in the owner’s favour on { $date }
stmt-into = Received on
stmt-into-reserve = Reserve account
stmt-into-reserve-text = Pays the calls for the reserve fund.
stmt-into-working = Current account
stmt-into-working-text = Pays the working fund, provisions and other calls.
stmt-lead = Statement of individual account no. { $number }
stmt-nothing-due = Nothing
stmt-on = As at
stmt-open-document = Open document { $number }
stmt-opening = Opening balance
stmt-owed = Balance owed on { $date }
stmt-pdf = Statement as PDF
stmt-period = Period of the statement
stmt-print = Print
stmt-receipt = Record a payment
stmt-receipt-final = Once saved, the entry is final.
stmt-receipt-record = Save
stmt-received = Payment { $number } recorded: { $amount } from { $name }.
stmt-received-on = Date received
stmt-settled = Account settled on { $date }
stmt-sign = A positive balance is owed to the association of co-owners; a negative one is in the owner’s favour.
