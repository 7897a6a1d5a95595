## What keeps a request from succeeding, and the remedy

problem-bad-request = Unreadable request
problem-bad-request-detail = The request does not have the expected form. Reload the page and try again; a program compares its request with the API documentation.
problem-validation = Details to correct
problem-validation-detail =
    { $count ->
        [one] Correct the field shown, then send again.
       *[other] Correct the { $count } fields shown, then send again.
    }
problem-not-signed-in = Sign-in needed
problem-not-signed-in-detail = Your session has ended or is missing. Sign in, then try again.
problem-wrong-credentials = Wrong address or password
problem-wrong-credentials-detail = Check the e-mail address and the password, capitals included, then try again.
problem-forbidden = Permission lacking
problem-forbidden-detail = Your role does not allow this. Ask an administrator of your firm to do it.
problem-not-for-programs = For persons only
problem-not-for-programs-detail = An API key cannot do this. Sign in with your account, then try again.
problem-last-admin = Last administrator
problem-last-admin-detail = A firm always keeps an administrator. Appoint another one first, then try again.
problem-already-member = Already a member
problem-already-member-detail = This person has this access already. Change it in the list of members instead of inviting.
problem-invitation-pending = Invitation already sent
problem-invitation-pending-detail = An invitation to this address already waits for its answer. Send it again or withdraw it in the list of invitations.
problem-invitation-limit = Too many invitations
problem-invitation-limit-detail = Too many invitations wait for their answer, or this one was sent too often. Withdraw those no longer needed, then try again.
problem-invitation-state = Invitation already closed
problem-invitation-state-detail = This invitation was already accepted or withdrawn. Reload the list; send a new one if need be.
problem-invitation-over = Invitation no longer valid
problem-invitation-over-detail = This link was already used, replaced, withdrawn, or has expired. Ask whoever sent it for a new invitation.
problem-invitation-other-account = Invitation for another address
problem-invitation-other-account-detail = This invitation was sent to another address than that of your account. Sign out, then open the link with the address that received it.
problem-invitation-has-account = You have an account already
problem-invitation-has-account-detail = This address has a KoproGo account already. Sign in, then accept the invitation.
problem-api-key-limit = Too many API keys
problem-api-key-limit-detail = The firm has as many keys in force as it may have. Revoke those no longer needed, then try again.
problem-not-found = Not found
problem-not-found-detail = This does not exist, or no longer does. Go back to the list and choose another.
problem-conflict = Changed in the meantime
problem-conflict-detail = This has changed since it was shown. Reload the page, check, then try again.
problem-method-not-allowed = Unknown operation at this address
problem-method-not-allowed-detail = This address does not accept this method. Choose the one described in the API documentation.
problem-cross-site = Request from another site
problem-cross-site-detail = For safety only the pages of KoproGo may change your data. Open KoproGo directly and try again.
problem-internal = An error on our side
problem-internal-detail = Nothing was saved. Try again in a moment; if the error persists, tell us the reference of the request.
problem-unavailable = Unavailable for the moment
problem-unavailable-detail = Nothing was saved. Try again in a minute.
problem-outcome-unknown = Not known whether it was saved
problem-outcome-unknown-detail = The database did not answer in time. Send the same request with the same Idempotency-Key again: it happens once in any case. Without such a key, look first whether it was saved.
problem-writing-paused = Changes are paused for some minutes
problem-writing-paused-detail = The platform is being moved to another machine: everything can be read, nothing changed. Nothing was saved. Try again in a minute.
problem-not-json = Send JSON
problem-not-json-detail = This operation reads JSON. Send application/json in the header Content-Type, and JSON in the body.
problem-busy = Much at once
problem-busy-detail =
    { $seconds ->
        [one] Your copro already has as much under way as it may at once; nothing was saved. Wait one second, then try again.
       *[other] Your copro already has as much under way as it may at once; nothing was saved. Wait { $seconds } seconds, then try again.
    }
problem-too-many-requests = Too many requests
problem-too-many-requests-detail =
    { $seconds ->
        [one] Wait one second, then try again.
       *[other] Wait { $seconds } seconds, then try again.
    }

problem-code-wrong = Wrong code
problem-code-wrong-detail = Copy the six digits of the latest e-mail you received, or ask for a new code.
problem-code-expired = Code expired
problem-code-expired-detail = This code is no longer valid. Ask for a new one by signing up again.

problem-idempotency-key-invalid = Idempotency key invalid
problem-idempotency-key-invalid-detail = The value of the header Idempotency-Key has 1 to 100 visible ASCII characters. Send a UUID, for instance, new for every operation.
problem-idempotency-key-missing = Idempotency key missing
problem-idempotency-key-missing-detail = Add the header Idempotency-Key with a new value for every operation: it keeps the same one from being recorded twice.
problem-idempotency-key-reused = Idempotency key already used
problem-idempotency-key-reused-detail = This key served another request. Choose a new key for a new operation.
problem-idempotency-in-progress = Operation already under way
problem-idempotency-in-progress-detail = The same request is being processed. Wait a few seconds and send it again with the same key: you will get its result.

problem-shares-mismatch = The shares do not add up
problem-shares-mismatch-detail = The lots make { $found } shares, the deed provides for { $expected }: the difference is { $difference }. Correct the shares of the lots or the total of the copro.
problem-no-lots = No lots
problem-no-lots-detail = Enter or import the lots of the copro first.
problem-lots-without-owner = Lots without an owner
problem-lots-without-owner-detail = Give each of these lots an owner: { $codes }.
problem-copro-not-active = Copro not active yet
problem-copro-not-active-detail = Finish the set-up and activate the copro before recording operations in it.
problem-copro-closed = Copro closed
problem-copro-closed-detail = Your firm does not manage this copro any more: it can be read and exported. To write in it, an administrator reopens it from its settings.
problem-copro-not-closed = Copro open
problem-copro-not-closed-detail = This copro is not closed: there is nothing to reopen.
problem-no-bank-account = Bank account missing
problem-no-bank-account-detail = Enter, in the details of the copro, the IBAN of the account that is to receive this money, then try again.
problem-key-version-used = Key version already used
problem-key-version-used-detail = Amounts have been divided by this version: it no longer changes. Create a new version with its first day.
problem-key-in-use = Key in use
problem-key-in-use-detail = Expenses or calls rest on this key: it cannot be deleted. Create another for the future.
problem-lot-in-use = Lot in use
problem-lot-in-use-detail = Amounts have been divided over this lot: it cannot be deleted. Correct its details instead.
problem-closed-year = Closed year
problem-closed-year-detail = { $date } lies in a closed financial year. Choose a date in an open one.
problem-duplicate-invoice = Invoice already recorded
problem-duplicate-invoice-detail = This supplier already has an invoice { $number }. Check the number; if it is the same invoice, it is already in the list of expenses.

problem-window-state = Support access: past that step
problem-window-state-detail =
    { $state ->
        [requested] This access still waits for an answer.
        [open] This access is open already.
        [refused] This access was refused. Ask anew if need be.
        [ended] This access is over. Ask anew if need be.
       *[expired] This access has expired. Ask anew if need be.
    }
problem-second-person = Somebody else has to approve
problem-second-person-detail = Who asks for emergency access cannot approve of it. Ask another operator.
problem-window-closed = No support access is open
problem-window-closed-detail = The access is not open for you, is over or has expired. Ask the syndic for a new one.
problem-import-state = The import is not at that stage
problem-import-state-detail = This step does not fit the present state of the import. Reload the page to see where it stands.
problem-undo-expired = Too late to undo
problem-undo-expired-detail = The time to undo this import is over. Correct the lots one by one or import a corrected file.
problem-undo-blocked = Cannot be undone
problem-undo-blocked-detail = Operations already rest on the imported data. Correct the lots one by one or import a corrected file.

## Files

problem-too-large = Too large
problem-too-large-detail = The largest size is { $limit }. Shrink or split the file, then try again.
problem-unsupported-media = Type of file not accepted
problem-unsupported-media-detail = Send a PDF, a PNG image or a JPEG image.
problem-file-empty = Empty file
problem-file-empty-detail = The file contains nothing. Choose another or scan the document again.
problem-file-unreadable = Damaged file
problem-file-unreadable-detail = Open the file on your computer, save it as PDF again and send that copy.
problem-pdf-bomb = Outsized PDF
problem-pdf-bomb-detail = Once opened, this PDF would take up an outsized amount of space. Print it to PDF and send that copy.
problem-pdf-too-many-pages = PDF too long
problem-pdf-too-many-pages-detail = A PDF has at most { $limit } pages. Split it into several files.
problem-image-too-large = Image too large
problem-image-too-large-detail = An image has at most { $limit } million pixels. Shrink it or scan at 300 dots per inch.
problem-table-unsupported = This file is not a table
problem-table-unsupported-detail = Send an XLSX, XLS, ODS or CSV file; if need be, open it in Excel or LibreOffice and save it as XLSX.
problem-table-empty = Empty table
problem-table-empty-detail = No sheet contains data. Check the file, then send it again.
problem-table-unreadable = Unreadable table
problem-table-unreadable-detail = Open the file in Excel or LibreOffice, save it as XLSX and send that copy.
problem-table-encrypted = File protected by a password
problem-table-encrypted-detail = Remove the password in Excel or LibreOffice, then send the file again.
problem-table-bomb = Outsized table
problem-table-bomb-detail = Once opened, this file would take up an outsized amount of space. Copy the table alone into a new XLSX file and send that one.
problem-table-too-many-rows = Too many rows
problem-table-too-many-rows-detail = A file has at most { $limit } rows. Split it into several files.
problem-table-too-many-columns = Too many columns
problem-table-too-many-columns-detail = A file has at most { $limit } columns. Delete those the import does not need.
problem-table-cell-too-long = Text too long
problem-table-cell-too-long-detail = Cell { $column }{ $row } contains more than { $limit } characters. Shorten it; if a closing quotation mark is missing, add it.

## Fields

field-required = Fill in this field.
field-admin-sees-all = An administrator sees all copros. Choose another role to limit the access.
field-scope-not-held = You do not have this permission yourself. Take it off the key.
field-scope-needs-person = This permission is not left to a program. Take it off the key.
field-copro-unknown = No co-ownership has this short name or id.
field-window-minutes = Choose a duration of 1 to { $max } minutes.
field-too-long = Shorten this text to at most { $max } characters.
field-too-short = Write at least { $min } characters.
field-control-characters = Remove line breaks and invisible characters from this text.
field-not-positive = Enter a number greater than zero.
field-negative = Enter zero or a positive number.
field-too-large = Enter a number of at most { $max }.
field-amount-not-positive = Enter an amount greater than zero.
field-amount-too-large = Enter an amount of at most { $max }; split a larger one.
field-transfer-day = Enter a day that is not to come, and not more than three years ago.
field-list-empty = Add at least one line.
field-list-too-long = Keep at most { $max } lines; split the rest over several requests.
field-either-or = Give either { $first } or { $second }, and not both.
field-unknown-reference = Choose something that exists in this copro.
field-unknown-field = Remove this field: it is unknown here.
field-invalid-json = Send a valid JSON text.
field-invalid-uuid = Copy this identifier again: it is not a UUID.
field-date-out-of-range = Enter a date between { $first } and { $last }.
field-period-reversed = Choose an end date on or after { $from }.
field-period-too-long = Choose a period of at most { $years } years.
field-password-too-short = Choose a password of at least { $min } characters.
field-password-common = Choose another password: this one is on lists of known passwords.

field-invalid-email = Enter one e-mail address such as name@domain.example.
field-invalid-iban = Copy the IBAN again from a bank statement: its check digits do not match.
field-invalid-company-number = Enter the ten digits of the enterprise number (CBE), such as 0123.456.749: the check digits do not match.
field-invalid-vat-number = Enter the VAT number with its country code, such as BE0123456749.
field-invalid-phone = Enter a telephone number of 6 to 15 digits, such as +32 2 555 01 23.
field-invalid-country = Enter the country as two letters, such as BE.
field-invalid-postal-code = Enter a Belgian postal code of four digits, such as 1000.
field-same-bank-account = Enter another IBAN: the law asks for separate accounts for the working and the reserve fund.
field-first-name-of-company = Leave the first name empty: a company has none.

field-fraction-invalid = Enter a fraction between 1/{ $max } and 1, such as 1/2.
field-fractions-too-varied = Write all the fractions over one common denominator.
field-usufruct-not-whole = Correct the fractions: full ownership and usufruct together must make 1, they make { $found }.
field-bare-not-whole = Correct the fractions: full and bare ownership together must make 1, they make { $found }.
field-ownership-not-whole = Correct the fractions: the parts of the holders must make 1, they make { $found }.
field-member-twice = Name this person only once for the same right, with the sum of the fractions.
field-representative-not-member = Choose the representative among the holders.
field-owned-from-without-owner = Choose the owner, or leave the date of ownership empty.
field-sold-before-bought = Choose a sale date after { $bought_on }, the day the seller became owner.
field-same-owner = Choose another owner: this one already owns the lot.
field-ownership-gap = Choose { $free_from } as first day: the lot may not be without an owner in between.
field-ownership-overlap = Correct the dates: two owners hold the lot on { $on }.
field-lot-without-owner = Give lot { $lot } an owner between { $from } and { $to }.

field-only-in-draft = Leave this unchanged: it is fixed once the copro is active.
field-name-not-confirmed = Type the name exactly as it stands: { $name }.
field-no-weight = Give at least one lot a weight greater than zero.
field-version-too-early = Choose a first day after { $after }, on which the previous version starts.
field-lot-twice = Keep one line for this lot.
field-account-not-expense = Choose an expense account of class 6 instead of { $account }.
field-vat-rate-unknown = Choose a VAT rate that was in force on { $on }.
field-due-before-issued = Choose a due date on or after { $issued_on }.
field-instalments-out-of-range = Choose 1 to { $max } instalments.
field-invalid-communication = Copy the 12 digits of the structured communication again: the check digits do not match.

## Import

import-target =
    { $target ->
        [lot_code] the code of the lot
        [nature] the nature
        [description] the description
        [floor] the floor
        [shares] the shares
        [owner_name] the name of the owner
        [owner_first_name] the first name
        [owner_email] the e-mail address
        [owner_phone] the telephone
        [owner_language] the language
        [owner_street] the street
        [owner_postal_code] the postal code
        [owner_city] the city
        [owner_country] the country
        [owner_company_number] the enterprise number
        [owned_from] the date of ownership
       *[other] { $target }
    }
field-column-missing = Choose the column that holds { import-target }.
field-column-twice = Choose only one column for { import-target } and ignore the other.
field-column-unknown = Choose a column of the file: it has { $columns }.
field-owner-name-missing = Fill in the owner’s name: the row has other details of an owner.
field-too-many-rows = Split the file: an import has at most { $max } rows.
field-not-an-integer = Write a whole number without decimals instead of “{ $value }”.
field-invalid-date = Write the date as 31/12/2026 instead of “{ $value }”.
field-unknown-nature = Write apartment, studio, house, office, shop, garage, parking, cellar or other instead of “{ $value }”.
field-unknown-language = Write fr, nl, de or en instead of “{ $value }”.
field-lot-code-twice = Keep one row for lot { $lot }: it stands on row { $first_row } already.
field-key-all-zero = Give at least one lot a weight in key { $key }, or ignore the column.
field-statutory-key = Use the shares column instead: the shares are the weights of key { $key }.
field-owner-ambiguous = Add the e-mail or the address: several owners are called { $name }.
field-sale-date-required = Fill in since when the new owner holds lot { $lot }: it belongs to { $owner } today.
problem-key-code-taken = Key code already used
problem-key-code-taken-detail = A key already has the code “{ $code }”: choose another one.
problem-lot-code-taken = Lot code already used
problem-lot-code-taken-detail = A lot already has the code “{ $code }”: choose another one, or change that lot.
problem-supplier-name-taken = Supplier already recorded
problem-supplier-name-taken-detail = The supplier “{ $name }” exists already: choose it from the list.
field-country-not-served = Choose Belgium (BE): other countries are not served yet.
field-invalid-value = Correct this value: it does not have the expected form.
field-password-like-email = Choose a password that is not your e-mail address.
field-password-too-long = Choose a password of at most 128 characters.

## Transfer of a co-ownership, personal data

problem-transfer-pending = Transfer already requested
problem-transfer-pending-detail = A request is under way for this co-ownership. Withdraw it before making another.
problem-transfer-closed = Request already decided
problem-transfer-closed-detail = This request was accepted, refused, withdrawn or has expired. Ask the outgoing syndic for a new one if needed.
problem-transfer-other-account = Another account
problem-transfer-other-account-detail = The request is addressed to another e-mail address than your account’s. Sign in with the address that received the message.
problem-transfer-same-firm = Same firm
problem-transfer-same-firm-detail = The co-ownership is already managed by this firm. Choose the firm that takes it over.
problem-handover-building = File being prepared
problem-handover-building-detail = The file is not complete yet. Try again in a few minutes.
problem-person-owns-lots = Still a co-owner
problem-person-owns-lots-detail = This person still owns: { $codes }. The list of co-owners is mandatory (art. 3.89 § 5, 13° Civil Code): the data can be erased after the sale.
problem-person-account-open = Account not settled
problem-person-account-open-detail =
    { $direction ->
        [owes] This person still owes the co-ownership { $amount }. The data serve to establish that claim (art. 17(3)(e) GDPR): erase them once the account is settled.
       *[owed] The co-ownership still owes this person { $amount }. Pay it back, then erase the data.
    }
problem-person-erased = Person erased
problem-person-erased-detail = The data of this person were erased: nothing is added any more. Enter a new person.
problem-account-last-admin = Last administrator
problem-account-last-admin-detail = You are the only administrator of: { $firms }. Appoint another, then close your account.
problem-consent-needed = Consent needed
problem-consent-needed-detail = Without this consent the account cannot exist. To withdraw it, close your account.

## Signing in and security

problem-second-factor-required = Second factor required
problem-second-factor-required-detail = This firm requires a second factor. Add an authenticator application or a passkey in the security settings, then try again.
problem-confirmation-required = Password to confirm
problem-confirmation-required-detail = This is a sensitive operation: confirm your password first, then try again within ten minutes.
problem-challenge-expired = Sign in again
problem-challenge-expired-detail = The time for the second factor has passed. Enter your address and password again.
problem-second-factor-wrong = Wrong code
problem-second-factor-wrong-detail = Enter the code your application shows now; each code works once. Otherwise use a recovery code.
problem-passkey-refused = Passkey refused
problem-passkey-refused-detail = The answer of your device could not be verified. Try again, or choose another way to sign in.
problem-passkeys-unavailable = Passkeys not available
problem-passkeys-unavailable-detail = Passkeys need KoproGo to be opened by a domain name. Choose an authenticator application.
problem-passkey-not-added = Passkey not added
problem-passkey-not-added-detail = This device is registered already, or there are as many passkeys as there may be. Remove one you no longer use first.
problem-wrong-password = Wrong password
problem-wrong-password-detail = Enter the current password of your account, capitals included.
problem-reset-link-invalid = Link not valid
problem-reset-link-invalid-detail = This link has been used, replaced or has expired. Ask for a new one with “Forgotten password”.
problem-refresh-refused = Refresh refused
problem-refresh-refused-detail = This token is not valid, or no longer. Sign in again with your password.
problem-no-second-factor = No second factor
problem-no-second-factor-detail = Add an authenticator application or a passkey first: recovery codes stand in for it when it is lost.

problem-subscription-refused = Subscription: not possible
problem-subscription-refused-detail = { $why ->
    [closed] The subscription is closed. Subscribe anew.
    [cancelled] A cancellation is pending. Revoke it first.
    [no-change] No change of plan is planned: there is nothing to withdraw.
    [not-cancelled] No cancellation is pending: there is nothing to revoke.
    [unknown-method] This payment method is no longer in use. Reload the page.
    [not-owed] There is nothing to pay on this invoice. Reload the page.
    [no-method] No payment method is saved. Add one, or pay by transfer.
    [under-way] The payment is on its way already: wait for the answer of the provider or the bank.
    [tried-out] This invoice is now paid by transfer, or with another payment method.
   *[other] The state of the subscription does not allow it. Reload the page.
}

## Plans and prices

problem-limit-reached = Limit of the plan reached
problem-limit-reached-detail =
    { $resource ->
        [copros] The plan { $plan } goes up to { $allowed } copros and you have { $used }.
        [users] The plan { $plan } goes up to { $allowed } colleagues, invitations included, and you have { $used }.
       *[other] The plan { $plan } goes up to { $allowed } and you are at { $used }.
    } { $remedy ->
        [none] Write to us: we will find a way.
       *[other] The plan { $remedy } allows more; nothing was saved and nothing is lost.
    }
field-plan-unknown = Choose one of the plans: { $plans }.
field-plan-too-small =
    { $remedy ->
        [none] This plan goes up to { $max } copros. Write to us for more.
       *[other] This plan goes up to { $max } copros. Choose { $remedy } for more.
    }
field-whole-number-range = Enter a whole number from { $min } to { $max }.
field-yes-or-no = Write true or false.
field-no-annual-option = Choose monthly payment: annual payment is not offered.
field-coupon-unknown = Check the spelling: no coupon has this code.
field-coupon-not-now = This coupon can be used from { $from } to { $to }.


## Access while subscribed

problem-subscription-read-only = Subscription: reading only
problem-subscription-read-only-detail = Your firm’s subscription allows reading and exporting only. Nothing was saved and nothing is lost. An administrator settles it on the page { $link }; everything is possible again at once.
problem-subscription-suspended = Subscription suspended
problem-subscription-suspended-detail = Your firm’s subscription is suspended: you can take your data and hand your copros over, and nothing is deleted. An administrator settles it on the page { $link }.
problem-payments-off = Online payment not available
problem-payments-off-detail = This server is not connected to a payment provider. Pay your invoices by transfer; the operator adds STRIPE_SECRET_KEY to the settings to accept cards and direct debits.
problem-payments-failed = The payment provider does not answer
problem-payments-failed-detail = Nothing was saved. Try again in a few minutes.
field-invalid-siren = Enter the nine digits of the SIREN number, such as 123 456 782.
field-company-number-elsewhere = Leave this field empty: outside Belgium and France the VAT number is enough.
field-coupon-again = This coupon was redeemed already.
field-coupon-limit = As many coupons as possible are redeemed already.
