# Lots, owners, keys, import, settings. Each section is loaded with its screens; “registry” with all of them.

## @registry
nature-apartment = Apartment
nature-studio = Studio
nature-house = House
nature-office = Office
nature-shop = Shop
nature-garage = Garage
nature-parking = Parking space
nature-cellar = Cellar
nature-other = Other
registry-lot = Lot
registry-shares = Shares
registry-shares-unit = shares
registry-import = Import
registry-import-file = Import a file
lot-code = Code
lot-nature = Kind
lot-floor = Floor
lot-description = Description
lot-shares = Shares
lot-owner = Owner
lot-title = Lot { $code }
shares-of = { $assigned } of { $total }
shares-meter = Shares assigned
shares-exact = Adds up exactly
shares-missing =
    { $count ->
        [one] { $by } share is missing
       *[other] { $by } shares are missing
    }
shares-over =
    { $count ->
        [one] { $by } share too many
       *[other] { $by } shares too many
    }
person-street = Street and number
person-postal-code = Postal code
person-city = Town
person-country = Country

## @lots
lots-lead-draft = Enter the lots of the deed. Their shares must add up to the total exactly before going live.
lots-lead = Shares are those of the deed; since going live they change only by a new version of the statutory key.
lots-search = Code, description or owner
lots-none = No lot matches “{ $text }”.
lots-count =
    { $count ->
        [one] { $shown } lot
       *[other] { $shown } lots
    }
lots-found =
    { $count ->
        [one] { $shown } lot found
       *[other] { $shown } lots found
    }
lots-no-owner = No owner yet
lots-empty = No lots yet
lots-empty-text = Quickest: the CSV or Excel file of your previous program. By hand, a lot takes its code and its shares; they must come to { $total }.
lot-new = Add a lot
lot-add = Add
lot-add-another = Add and continue
lot-added = Lot { $code } added.
lot-code-hint = As in the deed: A12, G3…
lot-shares-frozen = Fixed since going live.
lot-shares-left =
    { $count ->
        [one] Left to assign: { $by } share.
       *[other] Left to assign: { $by } shares.
    }
lot-shares-none = All shares are assigned.
lot-shares-over =
    { $count ->
        [one] The lots already count { $by } share too many.
       *[other] The lots already count { $by } shares too many.
    }
lot-owner-hint = Can wait; needed before going live.
lot-owned-from = Owner since
lot-since = Since
lot-edit = Edit
lot-delete = Delete the lot
lot-delete-text =
    { $count ->
        [one] Lot { $code } and its { $shares } share disappear from the building and its keys.
       *[other] Lot { $code } and its { $shares } shares disappear from the building and its keys.
    }
lot-deleted = Lot { $code } deleted.
timeline-title = Owners over time
timeline-current = current
timeline-since = Since { $from }
timeline-period = From { $from } to { $to }
timeline-none = Nobody owns this lot yet. It needs an owner before going live.
sale-title = Record a sale
sale-first = Assign an owner
sale-buyer = Buyer
sale-buyer-missing = Choose an owner or create one.
sale-date = Date of the notarial deed
sale-date-hint = First day of the buyer. { $name } owns through the day before.
sale-record = Record the sale
sale-first-record = Assign the lot
sale-recorded = Lot { $code } belongs to { $name } since { $date }.

## @owners
owners-lead =
    { $count ->
        [one] { $shown } owner holds a lot today.
       *[other] { $shown } owners hold a lot today.
    }
owners-search = Search an owner
owners-none = No owner matches “{ $text }”.
owners-empty = No owners yet
owners-empty-text = An owner is a person, a couple, co-heirs, a usufruct with its bare ownership, or a company. Each has one account and one structured communication.
owners-name = Name
owners-number = No.
owners-members = Persons
owners-lots = Lots
owners-no-lot = none
owners-more-lots =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
owners-shares = Shares
owners-mail = Sent by
owners-by-mail = E-mail
owners-by-post = Post
owners-language = Language
owners-balance = Balance due
owner-new = New owner
owner-new-named = New owner “{ $name }”
owner-search = Name of the owner
owner-create = Create the owner
owner-kind = Who holds the lot?
owner-kind-single = One person
owner-kind-single-hint = Alone, in full ownership
owner-kind-couple = A couple
owner-kind-couple-hint = Half each
owner-kind-undivided = Co-heirs or friends
owner-kind-undivided-hint = Each with a part of their own
owner-kind-split = Usufruct and bare ownership
owner-kind-split-hint = One uses it, the other inherits
owner-kind-company = A company
owner-kind-company-hint = BV/SRL, non-profit, town…
owner-representative = Who represents them?
owner-representative-hint = The representative receives the notices and the calls for funds, and votes for all (art. 3.87 § 1 of the Civil Code).
owner-representative-badge = Representative
owner-representative-appoint = Make representative
owner-representative-changed = The representative has changed: the next letters go to them.
owner-name = Displayed name
owner-name-hint = Leave empty to use the names of the persons; useful for an estate.
member-single = The person
member-company = The company
member-numbered = Person { $number }
member-usufruct = Usufructuary
member-usufruct-numbered = Usufructuary { $number }
member-bare = Bare owner
member-bare-numbered = Bare owner { $number }
member-known = Already known?
member-new = New person
member-remove = Remove: { $who }
member-add = Add a person
member-add-usufruct = Usufructuary
member-add-bare = Bare owner
member-equal = Equal parts
member-part = Part: { $who }
member-part-label = Part
member-numerator = Numerator
member-denominator = Denominator
member-person = Person
member-person-hint = Among those of this building.
member-person-search = Name of the person
member-same-address = Same address as the first person
parts-all-ok = The parts make 1.
parts-all-missing = The parts make { $sum }: { $rest } is missing.
parts-all-over = The parts make { $sum }: { $rest } too much.
parts-all-invalid = Complete the parts, for example 1/2.
parts-use-ok = Usufruct: the parts make 1.
parts-use-missing = Usufruct: the parts make { $sum }, { $rest } is missing.
parts-use-over = Usufruct: the parts make { $sum }, { $rest } too much.
parts-use-invalid = Usufruct: complete the parts, for example 1/2.
parts-title-ok = Bare ownership: the parts make 1.
parts-title-missing = Bare ownership: the parts make { $sum }, { $rest } is missing.
parts-title-over = Bare ownership: the parts make { $sum }, { $rest } too much.
parts-title-invalid = Bare ownership: complete the parts, for example 1/2.
person-last-name = Last name
person-first-name = First name
person-company = Company name
person-company-number = Company number
person-email = E-mail
person-email-hint = Without e-mail, calls are PDF letters to be posted: the address is then needed.
person-phone = Phone
person-language = Language of letters
person-iban = IBAN
person-edit = Edit the person
person-edit-named = Edit { $name }
person-edit-short = Edit
person-privacy = Data
person-saved = Details saved.
person-no-contact = No e-mail, phone or address
person-bce = BCE/KBO { $number }
owner-lead =
    { $count ->
        [one] Account no. { $number } · { $count } person
       *[other] Account no. { $number } · { $count } persons
    }
owner-statement = Statement
owner-rename = Rename
owner-rename-hint = Stands on the lists and future documents; the persons keep their names.
owner-balance = Balance
owner-balance-owed = owed to the building
owner-balance-ahead = paid ahead
owner-balance-even = nothing to pay
owner-communication = Permanent communication
owner-communication-hint = For a standing order: the payment lands on this account.
owner-copy = Copy
owner-copied = Copied
owner-shares = Shares
owner-shares-of = of { $total }, { $lots ->
        [0] no lot
        [one] { $lots } lot
       *[other] { $lots } lots
    }
owner-members = Persons and rights
owner-lots = Lots held today
owner-lots-none = This owner holds no lot today. Assign one from the lot itself.
owner-lot-shares =
    { $count ->
        [one] { $shares } share
       *[other] { $shares } shares
    }
right-full =
    { $whole ->
        [yes] Full ownership
       *[no] { $part } of the full ownership
    }
right-usufruct =
    { $whole ->
        [yes] Usufruct
       *[no] { $part } of the usufruct
    }
right-bare =
    { $whole ->
        [yes] Bare ownership
       *[no] { $part } of the bare ownership
    }

## @keys
title-key = Apportionment key
title-key-new = New key
keys-lead = Every expense and every call is shared by a key. A key that has been used no longer changes: it gets a new version from a day on.
keys-empty = No special key yet
keys-empty-text = Lift, block A, garages, heating: make a key for every expense that only some lots bear, or that shares do not apportion.
keys-need-lots = A key weighs lots: enter them first.
key-code = Code
key-code-hint = Short: LIFT, GAR…
key-name = Name
key-name-hint = As it will stand on the statements.
key-statutory = Statutory
key-from = In force
key-always = From the beginning
key-always-hint = Holds for any date
key-since-date = From a day on
key-since-date-hint = For example after a general assembly
key-applies = The key applies
key-first-day = First day
key-versions =
    { $count ->
        [one] { $count } version
       *[other] { $count } versions
    }
key-state = State
key-used = Used
key-free = Not used yet
key-lots = Lots
key-total = Total
key-new-lead = Give each lot its weight. A lot without a weight bears nothing.
key-create = Create the key
key-created = Key “{ $name }” has been created.
key-lead = { $code } · total { $total } · { $lots ->
        [one] { $shown } lot
       *[other] { $shown } lots
    }
key-locked = This version can no longer be changed
key-locked-text = Amounts have been shared with it, and statements must stay explainable. To change weights, create a new version from a day on.
key-locked-statutory = Shares are fixed since going live. An amending deed becomes a new version, with the same total.
key-draft-shares = These weights are the shares of the lots
key-draft-shares-text = While the building is being set up, correct them on the page of the lots.
versions-title = Versions
version-from = From { $from }
version-until = Before { $to }
version-period = From { $from } until { $to }
version-in-force = in force
version-to-come = to come
version-new = New version
version-correct = Correct the weights
version-create = Create the version
version-created = The new version has been saved.
version-corrected = The weights have been corrected.
version-first-day-hint = Amounts dated before stay shared by the previous version.
version-first-day-after = After { $date }, when the previous version starts.
matrix-all =
    { $count ->
        [one] Show the lot without a weight too
       *[other] Show the { $shown } lots without a weight too
    }
matrix-change = Change
weights-title = Weights of the lots
weights-hint = Copy a column in Excel and paste it into the first cell; with two columns (code and weight) the order does not matter. The buttons act on the lots shown.
weights-shares = Same as shares
weights-equal = 1 per lot
weights-clear = Clear
weights-undo = Undo
weights-filter = Filter: code, kind, owner
weights-weight = Weight
weights-part = Part
weights-of = Weight of lot { $code }
weights-count =
    { $count ->
        [one] { $shown } lot of { $total }
       *[other] { $shown } lots of { $total }
    }
weights-pasted =
    { $count ->
        [one] { $shown } weight pasted.
       *[other] { $shown } weights pasted.
    }
weights-unknown = Unknown codes, left out: { $codes }.
weights-unreadable = Unreadable weight (a whole number is needed): { $codes }.
weights-beyond =
    { $count ->
        [one] { $count } row went beyond the list of lots.
       *[other] { $count } rows went beyond the list of lots.
    }
weights-expected = The total must stay { $expected }: { $side ->
        [missing] { $by } missing
       *[over] { $by } too many
    }.

## @import
import-lead = Lots, owners and keys, from the file of your previous program. Nothing is written before you have seen what changes.
import-not-allowed = Your role does not allow importing. Ask the administrator of the firm.
import-drop = Drop the file of the lots here, one row per lot
import-drop-hint = CSV or Excel (.xlsx), 10 MB at most. Encoding and separator are recognised.
import-how = What happens next
import-how-columns = You confirm what each column means.
import-how-check = A dry run shows every error and every difference.
import-how-undo = You import in one go, and can undo it afterwards.
import-template = Download a template
import-past = Past imports
import-file = File
import-status = State
import-rows = Rows
import-created = Uploaded
import-status-uploaded = To complete
import-status-checking = Checking
import-status-checked = Checked
import-status-committing = Importing
import-status-committed = Imported
import-status-undone = Undone
import-status-failed = Interrupted
import-file-rows =
    { $count ->
        [one] { $shown } row, { $columns } columns
       *[other] { $shown } rows, { $columns } columns
    }
import-other = Another file
import-steps = Steps of the import
import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-done = Imported
mapping-title = What does each column hold?
mapping-lead = Recognised headings are matched already. The lot code and the shares are needed; ignore what you have no use for.
mapping-missing =
    { $count ->
        [one] A column is missing for: { $fields }.
       *[other] Columns are missing for: { $fields }.
    }
mapping-column = Column of the file
mapping-samples = Samples
mapping-target = Means
mapping-target-of = Meaning of column { $column }
mapping-key-name = Name of the key of column { $column }
mapping-unnamed = Column { $number }
mapping-no-sample = empty
mapping-twice = Another column means the same: ignore one of the two.
mapping-check = Check the file
mapping-used =
    { $count ->
        [one] { $used } of { $total } column used
       *[other] { $used } of { $total } columns used
    }
target-group-lot = Lot
target-group-owner = Owner
target-group-key = Apportionment key
target-ignore = Ignore
target-lot-code = Lot code
target-nature = Nature
target-description = Description
target-floor = Floor
target-shares = Shares
target-owner-name = Owner name
target-owner-first-name = First name
target-owner-email = E-mail
target-owner-phone = Phone
target-owner-language = Language
target-owner-street = Street
target-owner-postal-code = Postal code
target-owner-city = Town
target-owner-country = Country
target-owner-company-number = Company number
target-owned-from = Owner since
target-key = Key { $name }
target-key-weights = Weights of a key…
template-file = lots-import-template.csv
template-key = Lift
template-description = Two-bedroom apartment
template-last-name = Name
template-first-name = First name
template-language = en
template-street = Example Street 1
template-city = Brussels
running-check = Checking the file
running-commit = Importing
running-rows =
    { $count ->
        [one] { $done } of { $total } row
       *[other] { $done } of { $total } rows
    }
running-leave = You may leave this page: the work goes on on the server.
running-stuck = Nothing has moved for a minute
running-stuck-text = The server may have much to do. Your file is not lost.
running-wait = Keep waiting
import-failed = The import was interrupted
import-failed-text = Nothing was half written. Check again; if it happens again, upload the file anew.
check-errors =
    { $count ->
        [one] { $shown } cell to correct
       *[other] { $shown } cells to correct
    }
check-errors-text = Correct them in your file and upload it again, or change the meaning of a column. Nothing has been written.
check-errors-more =
    { $count ->
        [one] And { $shown } more, once these are corrected.
       *[other] And { $shown } more, once these are corrected.
    }
check-row = Row
check-column = Column
check-whole-row = The whole row
check-message = What to do
check-commit = Import
check-again = Upload the corrected file
check-remap = Review the columns
summary-title-will = What the import will change
summary-title-done = What the import has changed
summary-title-partial = What the correct rows would do
summary-lots-new =
    { $count ->
        [one] lot created
       *[other] lots created
    }
summary-lots-changed =
    { $count ->
        [one] lot changed
       *[other] lots changed
    }
summary-lots-same =
    { $count ->
        [one] lot unchanged
       *[other] lots unchanged
    }
summary-owners-new =
    { $count ->
        [one] owner created
       *[other] owners created
    }
summary-owners-matched =
    { $count ->
        [one] owner recognised
       *[other] owners recognised
    }
summary-shares-note = You can import all the same; going live waits until it adds up.
summary-keys = Apportionment keys
summary-key-new = new
summary-key-total = total { $total }
commit-title = Import this file?
commit-text = “{ $file }”: { $acts }.
commit-nothing = This file changes nothing in the building.
commit-undo = You can undo it for a limited time, as long as nothing relies on the new data.
commit-lots-new =
    { $count ->
        [one] { $shown } lot created
       *[other] { $shown } lots created
    }
commit-lots-changed =
    { $count ->
        [one] { $shown } lot changed
       *[other] { $shown } lots changed
    }
commit-owners-new =
    { $count ->
        [one] { $shown } owner created
       *[other] { $shown } owners created
    }
commit-keys =
    { $count ->
        [one] { $shown } key
       *[other] { $shown } keys
    }
done-title = The file has been imported
done-undo-until = You can undo it until { $until }.
done-undo-over = The time to undo it has passed.
done-undo = Undo the import
done-undone = The import has been undone
done-undone-text = The building is back to what it was before this file.
done-lots = See the lots
done-again = Import another file
undo-text = Everything “{ $file }” created or changed is put back; { $lots ->
        [0] no lot had been created
        [one] { $shown } lot disappears
       *[other] { $shown } lots disappear
    }.

## @settings
settings-lead = The identity of the building as it stands on calls for funds and statements.
settings-identity = Identity
settings-identity-text = Name and address of the association of co-owners, as in the Crossroads Bank for Enterprises.
settings-name = Name of the building
settings-company-number = Company number
settings-company-number-hint = The law wants it on every document.
settings-language = Language of documents
settings-language-hint = The default; every owner keeps their own.
settings-shares = Shares
settings-shares-text = The denominator of the deed. Going live makes it final.
settings-shares-frozen = The denominator is final since going live: changing it takes a deed and unanimity (art. 3.88 § 3 of the Civil Code).
settings-shares-total = Total of the shares
settings-shares-assigned = The lots count { $assigned } today.
settings-bank = Bank accounts
settings-bank-text = Two separate accounts in the name of the association: working fund and reserve fund (art. 3.86 § 3 of the Civil Code). They stand on the calls and in the QR code.
settings-working-iban = Current account (working fund)
settings-reserve-iban = Reserve account
settings-saved = Settings saved.
settings-discard = Discard changes
settings-unsaved = Unsaved changes
settings-state = Going live
settings-state-draft = The building is being set up: nothing leaves for the owners yet. Going live is done from the overview, once the shares are complete and every lot has an owner.
settings-state-active = The building is live since { $date }. The total and the shares of the lots are fixed; calls and entries are not erased, they are corrected by other entries.
settings-to-overview = See what is missing
settings-state-closed = The building is closed since { $date }: { $reason }. It is not billed any more; it can be read and exported.
closing-mandate-ended = Mandate ended
closing-building-sold = Building sold
closing-created-by-mistake = Created by mistake
closing-other = Another reason
closing-title = Close
closing-lead = When your mandate ends and no syndic on KoproGo follows.
closing-read = Nobody of your firm writes in it any more; everything can still be read and exported. Co-owners keep their access.
closing-billed = It still counts for today, and is not billed from tomorrow.
closing-law = Within thirty days of the end of the mandate the file goes to the new syndic or, in the absence of one, to who chaired the last general meeting (art. 3.89 § 5, 7° Civil Code): export it.
closing-transfer = Does the new syndic use KoproGo? Change syndic: they receive the whole history.
closing-to-transfer = Change syndic
closing-do = Close the building
closing-reason = Reason
closing-note = Note
closing-type = Type “{ $name }” to confirm
closing-done = { $name } is closed.
reopening-do = Reopen
reopening-text = The building becomes again what it was. If it was live, it is billed from tomorrow.
reopening-done = { $name } is open again.
years-title = Fiscal years
years-text = Closing a year forbids any entry dated in it. It is the accountant’s act, once the accounts are approved.
years-period = { $from } – { $to }
years-open = Open
years-closed = Closed
years-close = Close
years-close-named = Close the year { $year }
years-closed-done = The year { $year } is closed.
close-text = No invoice, call or payment can be recorded any more on a date between { $from } and { $to }.
close-final = A closed year cannot be reopened.
close-running = This year still runs until { $to }.
close-type = Type { $year } to confirm
close-type-wrong = Type exactly { $year }.
