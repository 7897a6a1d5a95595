## PDF letters: calls for funds and account statements

doc-syndic = Syndic
doc-company-number = CBE { $number }
doc-page = Page
doc-holder = Beneficiary
doc-iban = IBAN
doc-communication = Structured communication
doc-table-total = Total

call-heading-working-fund = Call for the working fund
call-heading-reserve-fund = Call for the reserve fund
call-heading-provision = Call for provisions
call-heading-extraordinary = Extraordinary call for funds
call-document-title = { $heading } { $number } – { $owner }

call-number = Call no.
call-issued-on = Date
call-account = Your account
call-key = Apportionment key

call-to-pay = To pay
call-to-pay-first =
    { $count ->
        [one] To pay
       *[other] First of { $count } instalments
    }
call-of-total = out of a total of { $amount }
call-due-on = by { $date }
call-scan = Scan with your bank’s app
call-scan-alt = QR code for the transfer: { $amount } to { $holder }, communication { $communication }

call-lots = Your share
call-lots-code = Lot
call-lots-weight = Shares
call-lots-amount = Amount (EUR)

call-instalments = Payment schedule
call-instalments-number = Instalment
call-instalments-due = Due date
call-instalments-amount = Amount (EUR)

call-legal-syndic = Call drawn up by { $firm }, syndic (CBE { $firm_number }), in the name and on behalf of the association of co-owners { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(CBE { $copro_number }).
    }
call-legal-working-fund = The working fund is the sum of the advances the co-owners pay to cover periodic expenses (art. 3.86, § 3, of the Civil Code).
call-legal-reserve-fund = The reserve fund is the sum of the periodic contributions meant for expenses that are not periodic (art. 3.86, § 3, of the Civil Code).
call-legal-provision = Provisions are advances on the periodic expenses of the co-ownership (art. 3.86, § 3, of the Civil Code).
call-legal-extraordinary = This extraordinary call concerns a common expense, to which every co-owner contributes by the apportionment key (art. 3.81 of the Civil Code).
call-legal-rounding = The amount called is divided among the lots by their shares in the key and rounded down to the cent; the remaining cents go, one by one, to the lots with the largest fraction cut off. The lots thus add up to exactly the amount called.
call-legal-communication = Please quote the structured communication: it credits your payment to your account without delay.

statement-heading = Account statement
statement-document-title = { $heading } – { $owner } – { $date }
statement-period = From { $from } to { $to }
statement-until = From the opening of the account to { $to }
statement-date = As at
statement-account = Your account
statement-opening = Opening balance
statement-debits = Calls and debits
statement-credits = Payments and credits
statement-balance-owed = Balance to pay
statement-balance-favour = Balance in your favour
statement-balance-nil = Account settled
statement-due = of which due on { $date }: { $amount }
statement-due-nothing = Nothing is due on { $date }
statement-column-date = Date
statement-column-number = Voucher
statement-column-description = Description
statement-column-due = Due date
statement-column-debit = Debit
statement-column-credit = Credit
statement-column-balance = Balance
statement-closing = Balance on { $date }
statement-empty = No movements in this period.
statement-legal-sign = Amounts in euros. A positive balance is owed to the association of co-owners; a balance with a minus sign is in your favour.
statement-legal-syndic = Statement drawn up by { $firm }, syndic (CBE { $firm_number }), from the accounts of the association of co-owners { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(CBE { $copro_number }).
    } Every voucher can be consulted at the syndic’s office.

# What a lot is.
document-nature-apartment = Flat
document-nature-studio = Studio
document-nature-house = House
document-nature-office = Office
document-nature-shop = Shop
document-nature-garage = Garage
document-nature-parking = Parking space
document-nature-cellar = Cellar
document-nature-other = Lot
