# Audit log.

## @audit
title-audit = Audit log
audit-lead-copro = Who changed what in this building, and when. Nothing in it can be changed or removed.
audit-lead-firm = Who changed what in the firm: team, invitations, keys, settings.
audit-filters = Filters
audit-from = From
audit-to = To
audit-object = Object
audit-everything = Everything
audit-clear = Clear the filters
audit-export = Export
audit-exported = The export is in your downloads.
audit-narrowed = Only one person or one object is shown.
audit-none = Nothing for these filters
audit-none-text = Widen the period or choose another object.
audit-empty = Nothing yet
audit-empty-text = Every change will write itself here.
audit-insert =
    { $count ->
        [one] created
       *[other] { $shown } created
    }
audit-update =
    { $count ->
        [one] changed
       *[other] { $shown } changed
    }
audit-delete =
    { $count ->
        [one] deleted
       *[other] { $shown } deleted
    }
audit-erase =
    { $count ->
        [one] erased
       *[other] { $shown } erased
    }
audit-actor-login = By hand, in the database
audit-actor-user = Person
audit-actor-key = API key
audit-actor-platform = Automatic
audit-actor-operator = KoproGo support
audit-field = Field
audit-before = Before
audit-after = After
audit-nothing = empty
audit-no-change = No readable field has changed.
audit-more-rows =
    { $count ->
        [one] and { $shown } more row
       *[other] and { $shown } more rows
    }
audit-erased = The details were erased at the request of a person. The entry and its proof remain.
audit-seq = Entry no. { $seq }
audit-same-actor = All by this author
audit-same-action = All of these actions
audit-same-object = History of this object
audit-object-copro = Building
audit-object-erasures = Erasure of data
audit-object-copros = Building
audit-object-lots = Lot
audit-object-persons = Person
audit-object-owners = Owner
audit-object-owner-members = Member of an owner
audit-object-ownerships = Ownership of a lot
audit-object-keys = Apportionment key
audit-object-key-versions = Version of a key
audit-object-key-weights = Weight of a key
audit-object-imports = Import
audit-object-files = File
audit-object-suppliers = Supplier
audit-object-expenses = Invoice
audit-object-calls = Call for funds
audit-object-notices = Notice of a call
audit-object-receipts = Receipt
audit-object-entries = Entry
audit-object-entry-lines = Line of an entry
audit-object-fiscal-years = Fiscal year
audit-object-members = Access
audit-object-assignments = Assigned building
audit-object-invitations = Invitation
audit-object-api-keys = API key
audit-object-firms = Firm
audit-object-transfers = Transfer
audit-object-handovers = Handover package
audit-object-support-windows = Support access
audit-object-support-statements = Look by support
audit-object-quota-overrides = Granted quota
audit-object-billing-instructions = Instruction of the platform about the account
audit-object-jobs = Job
audit-object-mails = Mail
