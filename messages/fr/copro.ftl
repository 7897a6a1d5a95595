# Où en est la mise en place d’une copropriété.
checklist-identity-done = Le numéro d’entreprise est enregistré.
checklist-identity-open = Ajoutez le numéro d’entreprise de l’association ; il figure sur chaque document.
checklist-bank-done = Les comptes du fonds de roulement et du fonds de réserve sont enregistrés.
checklist-bank-open = Ajoutez les deux comptes bancaires de l’association : fonds de roulement et fonds de réserve.
checklist-lots-done = { $count ->
    [one] { $count } lot enregistré.
   *[other] { $count } lots enregistrés.
}
checklist-lots-open = Importez ou encodez les lots.
checklist-shares-done = Les { $total } quotités sont réparties.
checklist-shares-open = { $assigned } quotités sur { $total } : il en manque { $difference }.
checklist-shares-excess = { $assigned } quotités sur { $total } : il y en a { $difference } de trop.
checklist-owners-done = { $count ->
    [one] { $count } copropriétaire ; chaque lot a le sien.
   *[other] { $count } copropriétaires ; chaque lot a le sien.
}
checklist-owners-open = Indiquez à qui appartient chaque lot.
checklist-keys-done = { $count ->
    [one] { $count } clé spéciale.
   *[other] { $count } clés spéciales.
}
checklist-keys-open = Facultatif : ajoutez les clés de l’ascenseur, du chauffage, des garages.
checklist-active-done = La copropriété est en gestion.
checklist-active-ready = Tout y est : mettez la copropriété en gestion.
checklist-active-open = Terminez d’abord les étapes ci-dessus.
