# Hoever het opzetten van een mede-eigendom staat.
checklist-identity-done = Het ondernemingsnummer is ingevuld.
checklist-identity-open = Vul het ondernemingsnummer van de vereniging in; het staat op elk document.
checklist-bank-done = De rekeningen van het werkkapitaal en het reservekapitaal zijn ingevuld.
checklist-bank-open = Vul de twee bankrekeningen van de vereniging in: werkkapitaal en reservekapitaal.
checklist-lots-done = { $count ->
    [one] { $count } kavel ingevoerd.
   *[other] { $count } kavels ingevoerd.
}
checklist-lots-open = Importeer de kavels of voer ze in.
checklist-shares-done = De { $total } aandelen zijn verdeeld.
checklist-shares-open = { $assigned } van { $total } aandelen: er ontbreken er { $difference }.
checklist-shares-excess = { $assigned } van { $total } aandelen: het zijn er { $difference } te veel.
checklist-owners-done = { $count ->
    [one] { $count } mede-eigenaar; elke kavel heeft een eigenaar.
   *[other] { $count } mede-eigenaars; elke kavel heeft een eigenaar.
}
checklist-owners-open = Geef aan van wie elke kavel is.
checklist-keys-done = { $count ->
    [one] { $count } bijzondere sleutel.
   *[other] { $count } bijzondere sleutels.
}
checklist-keys-open = Facultatief: voeg sleutels toe voor lift, verwarming, garages.
checklist-active-done = De mede-eigendom is in beheer.
checklist-active-ready = Alles is klaar: neem de mede-eigendom in beheer.
checklist-active-open = Werk eerst de stappen hierboven af.
