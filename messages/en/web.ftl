# Words of the interface. What stands before the first `## @` is loaded with the shell; each section with its screen.

## Page titles
title-landing = Co-ownership management for syndics
title-pricing = Price and calculator
title-signin = Sign in
title-signup = Create an account

## Shell
shell-skip = Skip to content
shell-open-app = Open KoproGo
shell-signin = Sign in
shell-signup = Create an account
shell-pricing = Pricing
shell-language = Language

## Common
ui-optional = optional
ui-required = Please fill this in.
ui-clear = Clear
ui-close = Close
ui-cancel = Cancel
ui-save = Save
ui-remove = Remove
ui-retry = Try again
ui-suggestions = Suggestions
ui-searching = Searching…
ui-loading = Loading…
ui-see-plans = See the plans
ui-nothing-found = Nothing found
ui-load-failed = These data could not be read
ui-reference = Reference: { $id }
ui-more = Show more
ui-shown =
    { $count ->
        [one] { $shown } row shown
       *[other] { $shown } rows shown
    }
ui-total = Total
ui-step-done = (done)
ui-money-unreadable = Amount not understood: write for example 1,234.56
ui-file-choose = Choose a file
ui-file-replace = Replace
ui-file-sending = Sending the file…
ui-file-wrong-type = “{ $name }” is not of a type accepted here.
ui-file-too-large = This file is { $size }; the most accepted is { $max }.

ui-iban-wrong = This is not a valid IBAN: copy it from the bank statement.
ui-company-number-ok = { $number }: the check digits are right.
ui-company-number-wrong = The check digits do not match: look at the ten digits again.
ui-company-number-short = A company number has ten digits.
ui-password-show = Show
ui-password-hide = Hide

## Failures
connection-wait =
    { $seconds ->
        [one] Try again in { $shown } second.
       *[other] Try again in { $shown } seconds.
    }
problem-offline = The server does not answer. Check your connection; nothing is lost.
error-busy = Too many requests in a short time.
problem-server = The server made an error. Try again in a moment.
problem-unexpected = The request was refused without an explanation. Reload the page and try again.
crash-title = This screen has stopped
crash-text = Nothing was half saved. Try again; if it happens again, pass on the message below.
crash-offline-title = No answer from the server
crash-offline-text = Check your connection, then try again.
crash-stale-title = There is a new version
crash-stale-text = Reload the page to go on.
not-found-title = A brick is missing here
not-found-text = This page does not exist, or you have no access to it.
not-found-home = Back to the start

## @app
title-mailbox = Development mailbox
title-portfolio = Portfolio
title-copro-new = New building
title-copro = Building
title-lots = Lots
title-owners = Owners
title-owner = Owner
title-keys = Apportionment keys
title-import = Import
title-expenses = Invoices
title-expense-new = Record an invoice
title-expense = Invoice
title-calls = Calls for funds
title-call-new = New call for funds
title-call = Call for funds
title-ledger = Journal
title-entry = Entry
title-settings = Settings
shell-signout = Sign out
shell-theme = Appearance
theme-system = Same as device
theme-light = Light
theme-dark = Dark
shell-user-menu = My account
shell-menu = Menu
shell-shortcuts = Keyboard shortcuts
shell-search = Search
shell-breadcrumb = Breadcrumb
shell-nav-firm = Firm
shell-nav-copro = Building
shell-nav-quick = Quick navigation
shell-firm-switch = Switch firm
shell-copro-switch = Switch building
shell-copro-filter = Filter buildings
shell-new-firm = Add a firm
shell-new-copro = New building
shell-portfolio = Portfolio
shell-mailbox = Mailbox (dev)
role-firm_admin = Firm administrator
role-gestionnaire = Manager
role-comptable = Accountant
role-assistant = Assistant
nav-overview = Overview
nav-lots = Lots
nav-owners = Owners
nav-keys = Keys
nav-accounts = Accounts
nav-expenses = Invoices
nav-calls = Calls
nav-ledger = Journal
nav-import = Import
nav-settings = Settings
shell-my-copros = My buildings
nav-team = Team
nav-api-keys = API keys
nav-transfers = Transfers
nav-audit = Audit log
nav-access = Access
nav-support = Support
nav-transfer = Change syndic
nav-own = My charges
nav-control = Control
role-council_member = Council member
role-auditor = Auditor
role-co_owner = Co-owner
role-occupant = Occupant
palette-placeholder = A screen, an action, a building…
palette-go = Go to
palette-do = Actions
palette-here = In this building
palette-copros = Buildings
help-palette = Search or act
help-help = This list
help-rows = Walk through the rows of a table
help-open = Open the row
help-escape = Close
help-single-keys = Single-key shortcuts
help-single-keys-hint = Switch off if you dictate.

## @copro
copro-status-draft = Being set up
copro-status-active = Live
copro-status-closed = Closed
copro-closed-title = Building closed on { $date }
copro-closed-text = Your firm does not manage it any more and it is not billed. It can be read and exported; nothing is written in it.
copro-closed-settings = Export or reopen
overview-lots = Lots
overview-owners = Owners
overview-shares = Shares
overview-shares-of = { $assigned } of { $total }
overview-company-number = Company number
overview-active-since = Live since
overview-checklist = Before going live
overview-ready = Everything is in place
overview-progress = { $done } of { $total } steps done
overview-done = Done
overview-activate = Go live
overview-activate-text = “{ $name }” goes live with { $lots } lots, { $owners } owners and { $shares } shares. The total of the shares can no longer be changed afterwards.
overview-activated = { $name } is live.
overview-new-call = Call for funds
overview-new-expense = Record an invoice
overview-all = See all
overview-calls = Latest calls for funds
overview-call-detail = { $number } · due { $due } · { $sent } of { $owners } sent
overview-no-calls = No calls for funds yet.
overview-expenses = Latest invoices
overview-expense-detail = { $date } · { $description }
overview-no-expenses = No invoices yet.
overview-owing = Greatest balances due
overview-owner-detail = Lots { $lots }
overview-none-owing = Nobody owes anything.
overview-own = To pay
overview-own-ahead = In your favour
overview-own-open = See the details
checklist-identity = Identity of the building
checklist-identity-action = Complete
checklist-lots = Lots
checklist-lots-action = Add lots
checklist-shares = Total of the shares
checklist-shares-action = Check
checklist-owners = Owners
checklist-owners-action = Assign
checklist-keys = Apportionment keys
checklist-keys-action = Create a key
checklist-bank = Bank accounts
checklist-bank-action = Add IBANs
checklist-active = Going live
checklist-active-action = Go live

## @account
account-email = E-mail address
account-password = Password
signin-heading = Hello
signin-no-account = No account yet?
signin-forgot = Forgotten your password?
signin-passkey = Sign in with a passkey
signup-steps = Steps of signing up
signup-step-account = Account
signup-step-code = Code
signup-step-firm = Firm
signup-step-copro = Building
signup-account-heading = Create your account
signup-account-text = Four steps, five minutes. You can stop and continue later.
signup-email-hint = We send a six-digit code to it.
signup-password-hint = At least { $min } characters. A sentence you remember does very well.
signup-password-ok = { $chars } characters
signup-account-action = Get the code
signup-have-account = Do you have an account already?
signup-code-heading = Look at your e-mail
signup-code-text = A message is on its way to { $email }.
signup-code-label = Six-digit code
signup-code-action = Verify
signup-code-other = Other address
signup-code-nothing = Nothing after a minute? Look among the junk mail. If the address has an account already, the message says so.
signup-code-again = Send a new code
signup-code-sent-again = A new code is on its way to { $email }.
signup-code-mailbox = Development server: open the mailbox
signup-firm-heading = Your syndic firm
signup-firm-text = This name stands on the calls for funds.
signup-firm-country = Country
signup-firm-country-hint = Other countries will follow.
signup-firm-name = Name of the firm
signup-firm-company-number = Company number (BCE/KBO)
signup-firm-company-number-hint = Ten digits, with or without dots.
signup-firm-action = Continue
signup-copro-heading = Your first building
signup-copro-text = The essentials will do. The rest follows, step by step.
signup-copro-later = Later: see the portfolio first
country-be = Belgium

## @firm
portfolio-search = Find a building
portfolio-none = No building matches “{ $text }”.
portfolio-empty = No building here.
portfolio-copro = Building
portfolio-city = Town
portfolio-status = State
portfolio-status-draft = Being set up
portfolio-status-active = Live
portfolio-status-closed = Closed
portfolio-filter = Buildings shown
portfolio-open = Current
portfolio-closed = Closed
portfolio-shares = Shares assigned
portfolio-shares-title = { $assigned } of { $total } shares assigned
portfolio-lots = Lots
portfolio-owners = Owners
portfolio-called = Called
portfolio-balance = Balance due
first-copro-title = Start with one building
first-copro-lead = A building is set up in three steps. You can stop after each.
first-copro-building = The building
first-copro-building-text = Its name, its address and the total of the shares in the deed.
first-copro-lots = The lots and their owners
first-copro-lots-text = Import the CSV or Excel file of your old program, or type them in.
first-copro-call = The first call for funds
first-copro-call-text = Every owner gets a letter in their own language, with their structured communication.
first-copro-action = Create the first building
first-copro-not-allowed = Ask the administrator of your firm to create one, or to assign you the buildings you look after.
copro-form-lead = Name, address and total of the shares. The lots come next.
copro-form-building = The building
copro-form-name = Name of the building
copro-form-name-hint = As in the deed, for example “Linden House”.
copro-form-street = Street and number
copro-form-postal-code = Postal code
copro-form-city = Town
copro-form-company-number = Company number of the association
copro-form-company-number-hint = It stands on every document. You can add it later.
copro-form-rules = Shares and language
copro-form-shares = Total of the shares
copro-form-shares-other = Other
copro-form-shares-exact = Exact total
copro-form-shares-hint = The denominator of the deed: the shares of the lots must add up to it exactly.
copro-form-language = Language of documents
copro-form-language-hint = The default; every owner keeps their own.
copro-form-accounts = Add the bank accounts
copro-form-accounts-hint = The law asks for a current account and a separate one for the reserve fund. They are needed before the first call.
copro-form-working-iban = IBAN of the current account
copro-form-reserve-iban = IBAN of the reserve account
copro-form-create = Create the building
copro-form-created = { $name } has been created.

## @mailbox
mailbox-lead = This development server sends nothing: messages stop here.
mailbox-empty = No messages
mailbox-empty-text = Create an account or issue a call for funds: the messages appear here.
mailbox-waiting = Nothing for this address yet. A new message appears here by itself.
mailbox-filter = Filter by recipient
mailbox-to = To { $to }
mailbox-attachments = Attachments

## @dev-clock
dev-clock-label = Billing’s clock (development server)
dev-clock-today = Billing as of { $date }
dev-clock-ahead =
    { $days ->
        [0] today
        [one] { $daysShown } day ahead
       *[other] { $daysShown } days ahead
    }
dev-clock-moving = Days pass until { $date }…
dev-clock-day = One day
dev-clock-next = Until { $date }
dev-clock-month = One month

## @landing
landing-heading = Co-ownership, to the cent.
landing-lead = KoproGo keeps the lots, keys, invoices and calls for funds of your buildings. Every amount is shared out exactly, every figure leads to its voucher.
landing-see-price = See the price
landing-terms = One price per building, nothing else. You sign up by yourself, in five minutes.
facade-label = Demonstration: an invoice shared over the lots of a building
facade-choose = Invoice to share out
facade-roof = Roof
facade-lift = Lift
facade-door = Garage door
facade-roof-key = Statutory key, 10,000 shares
facade-lift-key = Lift key, by floor
facade-door-key = Garage key, equal parts
facade-lots = Lots of the building, from the top floor to the ground
facade-shares = Lot { $code }, { $shares } shares
facade-cent = Gets one of the odd cents
facade-sum = Sum of the lots
facade-drift = gets one of the odd cents. Rounding each line by itself, as spreadsheets do, would be { $amount } off here.
facade-no-drift = gets one of the odd cents. The sum is always exact.

## @landing-more
hour-heading = Your first hour with KoproGo
hour-import = Bring what you have
hour-import-text = The CSV or Excel file of your old program is enough. A dry run shows every error, row and column, before anything changes. And an import can be undone.
hour-import-file = lots-and-owners.xlsx
hour-import-rows = { $rows } rows
hour-import-row = Row { $row }
hour-import-error = Shares: “8O” is not a whole number. Replace the letter O by a zero.
hour-import-good = { $rows } rows ready
hour-import-summary = 45 new lots, 38 owners, 3 keys.
hour-expense = Record an invoice, see who bears it
hour-expense-text = Supplier, VAT, account of the chart for co-ownerships, key, service period. The share of each lot is shown before you save; the double entry follows.
hour-account = Account
hour-debit = Debit
hour-credit = Credit
hour-entry-cost = Structural and façade works
hour-entry-supplier = Suppliers
hour-call = Call the funds
hour-call-text = Working fund, reserve fund, provision or extraordinary call. You see every amount before issuing; each owner gets a PDF letter in their language, with a payment QR code and a structured communication.
hour-letter-to = Joint owners Moreau – Claes, lots 2A and G1
hour-letter-title = Provision for charges, second quarter
hour-letter-due = To be paid by { $date }
hour-statement = Answer in ten seconds
hour-statement-text = The account of every owner, at any date you like. Every line opens the voucher that explains it.
hour-date = Date
hour-words = Description
hour-balance = Balance
hour-line-call = Call for provisions
hour-line-payment = Transfer received
facts-heading = What you can count on
fact-cents = Exact sums
fact-cents-text = Whole cents from beginning to end. The parts always add up to the amount.
fact-ledger = A journal nobody rewrites
fact-ledger-text = A posted entry no longer changes; another one corrects it, and both stay readable.
fact-live = Nothing incomplete goes out
fact-live-text = Until the shares reach the total of the deed the building stays in preparation, and the screen says by how much they miss.
fact-languages = Four languages
fact-languages-text = You work in yours; every owner gets documents in theirs.
fact-separate = Firms kept apart
fact-separate-text = Three independent locks separate your data from those of other firms, down into the database.
fact-leave = An open door
fact-leave-text = All that the screen does, the documented API does too. Your data are not held back.
pricing-heading = One price per building, nothing else
pricing-lead = No price per lot, no paid modules, no surcharge per colleague.
pricing-per = per building a month, before VAT
pricing-calculate = Work out your price
pricing-note = A building in preparation does not count: it does from the day it goes live.
questions-heading = Before you sign up
question-import = Which file should I prepare?
question-import-answer = The one your program exports already: one row per lot, as CSV or Excel, if possible with the owner’s name and the shares. Semicolons, decimal commas and accents are recognised; you say which column is what.
question-shares = What if the shares do not add up?
question-shares-answer = The building stays in preparation and KoproGo shows the difference. You correct a lot or the total, then go live.
question-mistake = What if I make a mistake?
question-mistake-answer = An import can be undone. A call is shown in full before it is issued, and a double click does not issue it twice. An entry is corrected by a contrary entry, as it should be.
question-offline = Can I look around without a real building?
question-offline-answer = Yes. Create a trial building: as long as it is in preparation, nothing goes out and nothing counts.
