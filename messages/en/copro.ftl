# How far the set-up of a copro is.
checklist-identity-done = The enterprise number is recorded.
checklist-identity-open = Add the enterprise number of the association; it stands on every document.
checklist-bank-done = The accounts of the working fund and the reserve fund are recorded.
checklist-bank-open = Add the two bank accounts of the association: working fund and reserve fund.
checklist-lots-done = { $count ->
    [one] { $count } lot recorded.
   *[other] { $count } lots recorded.
}
checklist-lots-open = Import the lots or enter them.
checklist-shares-done = The { $total } shares are assigned.
checklist-shares-open = { $assigned } of { $total } shares: { $difference } are missing.
checklist-shares-excess = { $assigned } of { $total } shares: { $difference } too many.
checklist-owners-done = { $count ->
    [one] { $count } owner; every lot has one.
   *[other] { $count } owners; every lot has one.
}
checklist-owners-open = Say who owns each lot.
checklist-keys-done = { $count ->
    [one] { $count } special key.
   *[other] { $count } special keys.
}
checklist-keys-open = Optional: add keys for the lift, the heating, the garages.
checklist-active-done = The copro is in service.
checklist-active-ready = Everything is there: put the copro into service.
checklist-active-open = Finish the steps above first.
