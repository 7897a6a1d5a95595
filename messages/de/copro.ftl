# Wie weit die Einrichtung einer Miteigentümergemeinschaft ist.
checklist-identity-done = Die Unternehmensnummer ist eingetragen.
checklist-identity-open = Tragen Sie die Unternehmensnummer der Vereinigung ein; sie steht auf jedem Dokument.
checklist-bank-done = Die Konten von Betriebskapital und Rücklage sind eingetragen.
checklist-bank-open = Tragen Sie die beiden Bankkonten der Vereinigung ein: Betriebskapital und Rücklage.
checklist-lots-done = { $count ->
    [one] { $count } Einheit erfasst.
   *[other] { $count } Einheiten erfasst.
}
checklist-lots-open = Importieren oder erfassen Sie die Einheiten.
checklist-shares-done = Die { $total } Anteile sind verteilt.
checklist-shares-open = { $assigned } von { $total } Anteilen: es fehlen { $difference }.
checklist-shares-excess = { $assigned } von { $total } Anteilen: es sind { $difference } zu viel.
checklist-owners-done = { $count ->
    [one] { $count } Miteigentümer; jede Einheit hat ihren Eigentümer.
   *[other] { $count } Miteigentümer; jede Einheit hat ihren Eigentümer.
}
checklist-owners-open = Geben Sie an, wem jede Einheit gehört.
checklist-keys-done = { $count ->
    [one] { $count } besonderer Schlüssel.
   *[other] { $count } besondere Schlüssel.
}
checklist-keys-open = Freiwillig: fügen Sie Schlüssel für Aufzug, Heizung, Garagen hinzu.
checklist-active-done = Die Gemeinschaft wird verwaltet.
checklist-active-ready = Alles ist bereit: nehmen Sie die Gemeinschaft in Verwaltung.
checklist-active-open = Schließen Sie zuerst die Schritte oben ab.
