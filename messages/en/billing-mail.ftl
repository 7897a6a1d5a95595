## Mails about the subscription

billing-mail-question = Any question? Write to { $contact }: a person answers. This message is about { $firm }.
billing-mail-button = Open the subscription page
billing-mail-button-method = Add a payment method
billing-mail-button-pay = Pay, or change the payment method
billing-mail-button-export = Export the data
billing-mail-export = Your data stay yours: you can export them on the subscription page at any time, whatever happens.
billing-mail-plan-standard = Standard
billing-mail-plan-plus = Plus

billing-mail-row-amount = Amount
billing-mail-row-open = Left to pay
billing-mail-row-number = Document
billing-mail-row-corrects = Corrects invoice
billing-mail-row-due = To be paid by
billing-mail-row-iban = IBAN
billing-mail-row-communication = Structured communication
billing-mail-row-debit = Day of the debit
billing-mail-row-mandate = Mandate reference
billing-mail-row-creditor = Creditor identifier
billing-mail-row-creditor-name = Creditor
billing-mail-row-account = Account debited
billing-mail-row-from = From
billing-mail-row-plan = Plan
billing-mail-row-price = Price per copro and month, without VAT
billing-mail-row-bill = Invoice { $number }, due on { $due }

billing-mail-invoice-subject = Invoice { $number }: { $amount }
billing-mail-invoice-intro = Here is the invoice for your KoproGo subscription. You find it attached.
billing-mail-invoice-transfer = Pay it by bank transfer, with the structured communication. To stop thinking about it, add a card or a mandate on the subscription page.
billing-mail-invoice-debit = There is nothing to do: the amount is debited from your account. A separate message tells you the day.
billing-mail-invoice-card = There is nothing to do: the amount is charged to your card ending in { $digits }.
billing-mail-invoice-paid = What we owed you covers this invoice: there is nothing to pay.
billing-mail-invoice-electronic = The structured electronic invoice lies beside the PDF on the subscription page.

billing-mail-credit-subject = Credit note { $number } for invoice { $corrects }
billing-mail-credit-intro = Here is a credit note, attached: invoice { $corrects } had asked too much.
billing-mail-credit-how = The amount reduces what you still owe; the rest is deducted from your next invoice.

billing-mail-trial-ends-subject = Your KoproGo trial ends on { $day }
billing-mail-trial-ends-intro = Your free trial runs until { $day } included.
billing-mail-trial-goes-on = Your payment method is known: work goes on without interruption, and the first invoice follows a month later. If you would rather stop, cancel before that day: nothing will be asked of you.
billing-mail-trial-choose = To go on without interruption, add a card or a SEPA mandate. The first invoice follows a month later.
billing-mail-trial-nothing = Otherwise nothing is charged: your copros can still be read, and no longer changed.

billing-mail-trial-over-subject = Your KoproGo trial is over
billing-mail-trial-over-intro = Your free trial is over. Nothing is charged; your copros can still be read, and no longer changed.
billing-mail-trial-over-how = Add a payment method and everything is possible again at once. Otherwise the account is closed on { $day }.

billing-mail-debit-subject = Direct debit of { $amount } on { $day }
billing-mail-debit-intro = Under your mandate, we will debit the following amount from your account.
billing-mail-debit-how = Please see to it that the account is in funds that day. If the amount seems wrong to you, write to us before; you can also change the payment method.
billing-mail-debit-back = Your bank refunds a direct debit on simple request for eight weeks.

billing-mail-failed-subject = The payment of invoice { $number } has failed
billing-mail-failed-intro = The payment of invoice { $number } did not go through: your bank refused it.
billing-mail-failed-again = We will try again on { $day }.
billing-mail-failed-method = Check the card or account, or add another payment method: the amount is then collected at once.

billing-mail-again-subject = Invoice { $number } is to be paid again
billing-mail-again-intro = The bank took the payment of invoice { $number } back. The amount is due again, by { $day }.
billing-mail-again-how = If you do not know why, ask your bank or write to us. You can pay it on the subscription page.

billing-mail-remind-first-subject = { $amount } to be paid: perhaps overlooked?
billing-mail-remind-first-intro = An invoice of your subscription is past due and { $amount } has not reached us yet. You may have overlooked it; if the payment has just left, please disregard this message.
billing-mail-remind-first-then = Nothing changes for you. Without a payment we will remind you on { $day }.
billing-mail-remind-next-subject = Second reminder: { $amount } to be paid
billing-mail-remind-next-intro = Despite our reminder, { $amount } is still to be paid for your subscription.
billing-mail-remind-next-then = Please pay this amount before { $day }, the day of the last reminder.
billing-mail-remind-last-subject = Last reminder: { $amount }, read-only from { $day }
billing-mail-remind-last-intro = Our reminders had no answer: { $amount } is still due for your subscription.
billing-mail-remind-last-then = Without a payment your copros become read-only on { $day }: you can read and export them, and no longer change them. A payment before that day prevents it.
billing-mail-remind-talk = A passing difficulty? Write to us before that day: we look for a solution together.

billing-mail-read-only-subject = Your copros are read-only
billing-mail-read-only-intro = { $amount } has been due for more than a month. Your copros are now read-only: everything can be seen, nothing can be changed.
billing-mail-read-only-then = As soon as the amount is paid, everything is possible again at once. Otherwise only the export stays open from { $day } on.

billing-mail-export-only-subject = Your account is suspended
billing-mail-export-only-intro = { $amount } is still due despite our reminders. Your account is suspended: only the export of your data stays open. Days of suspension are not charged, and nothing is deleted.
billing-mail-export-only-then = As soon as the amount is paid, everything is possible again at once. Otherwise the account is closed on { $day }.

billing-mail-restored-subject = Everything is open again
billing-mail-restored-intro = You have full access: your copros can be changed again.
billing-mail-restored-thanks = Thank you. There is nothing else to do.

billing-mail-change-subject = Your plan changes on { $day }
billing-mail-change-intro = We have noted the change of your subscription.
billing-mail-change-until = Until then nothing changes. You can withdraw it until the day before.

billing-mail-cancel-subject = Cancellation confirmed for { $day }
billing-mail-cancel-intro = Your subscription ends on { $day }. Until then everything works as usual; the last invoice covers the days up to that date only.
billing-mail-cancel-until = You can change your mind until the day before.

billing-mail-closed-cancelled-subject = Your KoproGo account is closed
billing-mail-closed-cancelled-intro = As you asked, your subscription has ended. Thank you for working with us.
billing-mail-closed-trial-subject = Your KoproGo trial account is closed
billing-mail-closed-trial-intro = Your trial ended some time ago and no payment method was added. The account is closed; nothing is charged.
billing-mail-closed-unpaid-subject = Your KoproGo account is closed for non-payment
billing-mail-closed-unpaid-intro = Our reminders had no answer: your account is closed. The unpaid amount remains due.
billing-mail-closed-bankrupt-subject = Your KoproGo account is closed
billing-mail-closed-bankrupt-intro = Following the bankruptcy of { $firm }, the subscription has ended. The data are at the disposal of the trustee.
billing-mail-closed-ended-subject = Your KoproGo account is closed
billing-mail-closed-ended-intro = The subscription of { $firm } has ended.
billing-mail-data-goes-subject = The data of your KoproGo account will soon be deleted
billing-mail-data-goes-intro = Your account is closed, and its data will be deleted on { $day }.
billing-mail-closed-export = Until { $day } you can export each copro, with its accounts, vouchers and documents, on the subscription page. After that the data are deleted.
billing-mail-closed-invoices = Your invoices stay available until the same day; keep them for ten years.
