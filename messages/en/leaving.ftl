## File for the outgoing syndic, data of a person

handover-title = File of the co-ownership { $copro }
handover-intro = File handed over by { $from }, outgoing syndic, for { $to }, the syndic chosen by the general meeting of { $decided }. State on { $made }.
handover-export-intro = Copy of all data, made at the request of { $from }, syndic. State on { $made }.
handover-law = Within thirty days of the end of the mandate the outgoing syndic hands the whole management file to the successor, including the accounts and the assets under management (art. 3.89 § 5, 7° Civil Code).
handover-totals = Control figures
handover-tables = Registers and accounts
handover-statements = Accounts of the co-owners
handover-vouchers = Vouchers and documents
handover-checks = Checking this file
handover-statements-where =
    { $count ->
        [one] One account statement, in the folder statements.
       *[other] { $count } account statements, in the folder statements, one for each account number.
    }
handover-vouchers-where =
    { $count ->
        [one] One voucher.
       *[other] { $count } vouchers, with the expenses and calls that rest on them.
    }
handover-checks-how = SHA256SUMS holds the checksum of each file; “sha256sum -c SHA256SUMS” checks them all. The sum of data/entry_lines.csv is zero: every entry balances.
handover-total-ledger = Sum of the ledger
handover-total-owners = Owed by the co-owners
handover-total-bank = Cash at bank
handover-total-called = Called
handover-total-received = Received
handover-total-expenses = Spent
handover-readme = What this file holds
handover-readme-formats = All texts are in UTF-8. CSV files follow RFC 4180: commas, column names in the first line, an absent value is empty. JSON files hold a list of objects with the same names. Amounts are whole cents, dates follow ISO 8601, identifiers are UUIDs.
handover-readme-ledger = In entry_lines a positive amount is a debit, a negative one a credit. Each entry (entries) leads by voucher_kind and voucher_id to the expense, call or payment it rests on, and each expense by file_id to its voucher.
handover-readme-audit = The audit log, one JSON object per line, in the order of the chain: who did what, when, before and after. prev is the hash of the link before, hash that of this one; an erased row leaves its hash.
handover-readme-manifest = The control figures, the number of rows of each table, and the list of vouchers with their SHA-256.
handover-readme-left-out = What this file does not hold

handover-table-copro = The co-ownership
handover-table-lots = Lots
handover-table-persons = Persons
handover-table-erasures = Erasures of personal data
handover-table-owners = Owners
handover-table-owner-members = Holders of rights
handover-table-ownerships = Periods of ownership
handover-table-keys = Allocation keys
handover-table-key-versions = Versions of the keys
handover-table-key-weights = Shares by key
handover-table-fiscal-years = Fiscal years
handover-table-entries = Entries
handover-table-entry-lines = Entry lines
handover-table-suppliers = Suppliers
handover-table-expenses = Expenses
handover-table-expense-shares = Allocation of expenses
handover-table-calls = Calls for funds
handover-table-notices = Notices of calls
handover-table-call-shares = Allocation of calls
handover-table-receipts = Payments received
handover-table-files = Vouchers and documents
handover-table-counters = Numbering
handover-table-imports = Imports

privacy-erased-name = Erased person no. { $number }
privacy-export-title = What { $copro } keeps about { $name }
privacy-export-intro = This page holds all data kept about you in this co-ownership; data.json holds them in a form that a program reads (art. 15 and 20 GDPR).
privacy-export-your-rights = The association of co-owners is the controller of these data; its syndic processes them on its behalf. You may ask the syndic to correct or erase them, and complain to the Data Protection Authority.
privacy-export-nothing = Nothing.
privacy-export-identity = Identity and contact data
privacy-export-rights = Rights and account
privacy-export-lots = Lots
privacy-export-notices = Calls and letters
privacy-export-movements = Movements of the account
privacy-export-imports = Imports that mention you
privacy-export-log = Log
privacy-kept-ledger = Entries and accounting vouchers
privacy-kept-letters = Calls for funds and letters
privacy-kept-ownership = Periods of ownership
privacy-kept-audit = Log of operations
