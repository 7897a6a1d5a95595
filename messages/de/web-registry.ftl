# Einheiten, Miteigentümer, Schlüssel, Import, Einstellungen. Jeder Abschnitt wird mit seinen Ansichten geladen; „registry“ mit allen.

## @registry
nature-apartment = Wohnung
nature-studio = Studio
nature-house = Haus
nature-office = Büro
nature-shop = Geschäft
nature-garage = Garage
nature-parking = Stellplatz
nature-cellar = Keller
nature-other = Sonstiges
registry-lot = Einheit
registry-shares = Anteile
registry-shares-unit = Anteile
registry-import = Importieren
registry-import-file = Datei importieren
lot-code = Code
lot-nature = Art
lot-floor = Geschoss
lot-description = Beschreibung
lot-shares = Anteile
lot-owner = Miteigentümer
lot-title = Einheit { $code }
shares-of = { $assigned } von { $total }
shares-meter = Zugeteilte Anteile
shares-exact = Die Summe stimmt
shares-missing =
    { $count ->
        [one] Es fehlt { $by } Anteil
       *[other] Es fehlen { $by } Anteile
    }
shares-over =
    { $count ->
        [one] { $by } Anteil zu viel
       *[other] { $by } Anteile zu viel
    }
person-street = Straße und Nummer
person-postal-code = Postleitzahl
person-city = Gemeinde
person-country = Land

## @lots
lots-lead-draft = Erfassen Sie die Einheiten der Teilungsurkunde. Ihre Anteile müssen vor der Inbetriebnahme genau die Summe ergeben.
lots-lead = Die Anteile sind die der Teilungsurkunde; seit der Inbetriebnahme ändern sie sich nur durch eine neue Fassung des satzungsmäßigen Schlüssels.
lots-search = Code, Beschreibung oder Miteigentümer
lots-none = Keine Einheit entspricht „{ $text }“.
lots-count =
    { $count ->
        [one] { $shown } Einheit
       *[other] { $shown } Einheiten
    }
lots-found =
    { $count ->
        [one] { $shown } Einheit gefunden
       *[other] { $shown } Einheiten gefunden
    }
lots-no-owner = Ohne Eigentümer
lots-empty = Noch keine Einheiten
lots-empty-text = Am schnellsten: die CSV- oder Excel-Datei Ihres früheren Programms. Von Hand braucht eine Einheit ihren Code und ihre Anteile; zusammen müssen es { $total } sein.
lot-new = Einheit hinzufügen
lot-add = Hinzufügen
lot-add-another = Hinzufügen und weiter
lot-added = Einheit { $code } hinzugefügt.
lot-code-hint = Wie in der Urkunde: A12, G3…
lot-shares-frozen = Seit der Inbetriebnahme fest.
lot-shares-left =
    { $count ->
        [one] Noch zuzuteilen: { $by } Anteil.
       *[other] Noch zuzuteilen: { $by } Anteile.
    }
lot-shares-none = Alle Anteile sind zugeteilt.
lot-shares-over =
    { $count ->
        [one] Die Einheiten zählen schon { $by } Anteil zu viel.
       *[other] Die Einheiten zählen schon { $by } Anteile zu viel.
    }
lot-owner-hint = Kann warten; vor der Inbetriebnahme nötig.
lot-owned-from = Eigentümer seit
lot-since = Seit
lot-edit = Ändern
lot-delete = Einheit löschen
lot-delete-text =
    { $count ->
        [one] Einheit { $code } und ihr { $shares } Anteil verschwinden aus dem Miteigentum und seinen Schlüsseln.
       *[other] Einheit { $code } und ihre { $shares } Anteile verschwinden aus dem Miteigentum und seinen Schlüsseln.
    }
lot-deleted = Einheit { $code } gelöscht.
timeline-title = Eigentümer im Lauf der Zeit
timeline-current = aktuell
timeline-since = Seit dem { $from }
timeline-period = Vom { $from } bis zum { $to }
timeline-none = Diese Einheit gehört noch niemandem. Vor der Inbetriebnahme braucht sie einen Eigentümer.
sale-title = Verkauf erfassen
sale-first = Zuordnen
sale-buyer = Erwerber
sale-buyer-missing = Wählen Sie einen Miteigentümer oder legen Sie ihn an.
sale-date = Datum der notariellen Urkunde
sale-date-hint = Erster Tag des Erwerbers. { $name } bleibt bis zum Vortag Eigentümer.
sale-record = Verkauf erfassen
sale-first-record = Einheit zuordnen
sale-recorded = Einheit { $code } gehört { $name } seit dem { $date }.

## @owners
owners-lead =
    { $count ->
        [one] { $shown } Miteigentümer besitzt heute eine Einheit.
       *[other] { $shown } Miteigentümer besitzen heute eine Einheit.
    }
owners-search = Miteigentümer suchen
owners-none = Kein Miteigentümer entspricht „{ $text }“.
owners-empty = Noch keine Miteigentümer
owners-empty-text = Ein Miteigentümer ist eine Person, ein Paar, eine Gemeinschaft, ein Nießbrauch mit bloßem Eigentum oder eine Gesellschaft. Jeder hat ein Konto und eine strukturierte Mitteilung.
owners-name = Name
owners-number = Nr.
owners-members = Personen
owners-lots = Einheiten
owners-no-lot = keine
owners-more-lots =
    { $count ->
        [one] und { $count } weitere
       *[other] und { $count } weitere
    }
owners-shares = Anteile
owners-mail = Versand
owners-by-mail = E-Mail
owners-by-post = Post
owners-language = Sprache
owners-balance = Offener Saldo
owner-new = Neuer Miteigentümer
owner-new-named = Neuer Miteigentümer „{ $name }“
owner-search = Name des Miteigentümers
owner-create = Miteigentümer anlegen
owner-kind = Wem gehört die Einheit?
owner-kind-single = Eine Person
owner-kind-single-hint = Allein, im Volleigentum
owner-kind-couple = Ein Paar
owner-kind-couple-hint = Jeder zur Hälfte
owner-kind-undivided = Eine Gemeinschaft
owner-kind-undivided-hint = Erben, Freunde: jeder seinen Teil
owner-kind-split = Nießbrauch und bloßes Eigentum
owner-kind-split-hint = Einer nutzt, der andere erbt
owner-kind-company = Eine Gesellschaft
owner-kind-company-hint = GmbH, VoG, Gemeinde…
owner-representative = Wer vertritt sie?
owner-representative-hint = Der Bevollmächtigte erhält die Einladungen und die Geldabrufe und stimmt für alle ab (Art. 3.87 § 1 des Zivilgesetzbuches).
owner-representative-badge = Bevollmächtigt
owner-representative-appoint = Als Bevollmächtigten benennen
owner-representative-changed = Der Bevollmächtigte wurde geändert: die nächsten Sendungen gehen an ihn.
owner-name = Angezeigter Name
owner-name-hint = Leer lassen für die Namen der Personen; nützlich für einen Nachlass.
member-single = Die Person
member-company = Die Gesellschaft
member-numbered = Person { $number }
member-usufruct = Nießbraucher
member-usufruct-numbered = Nießbraucher { $number }
member-bare = Bloßer Eigentümer
member-bare-numbered = Bloßer Eigentümer { $number }
member-known = Schon erfasst?
member-new = Neue Person
member-remove = Entfernen: { $who }
member-add = Person hinzufügen
member-add-usufruct = Nießbraucher
member-add-bare = Bloßer Eigentümer
member-equal = Gleiche Teile
member-part = Teil: { $who }
member-part-label = Teil
member-numerator = Zähler
member-denominator = Nenner
member-person = Person
member-person-hint = Aus den Personen dieses Miteigentums.
member-person-search = Name der Person
member-same-address = Gleiche Adresse wie die erste Person
parts-all-ok = Die Teile ergeben 1.
parts-all-missing = Die Teile ergeben { $sum }: es fehlt { $rest }.
parts-all-over = Die Teile ergeben { $sum }: { $rest } zu viel.
parts-all-invalid = Ergänzen Sie die Teile, zum Beispiel 1/2.
parts-use-ok = Nießbrauch: die Teile ergeben 1.
parts-use-missing = Nießbrauch: die Teile ergeben { $sum }, es fehlt { $rest }.
parts-use-over = Nießbrauch: die Teile ergeben { $sum }, { $rest } zu viel.
parts-use-invalid = Nießbrauch: ergänzen Sie die Teile, zum Beispiel 1/2.
parts-title-ok = Bloßes Eigentum: die Teile ergeben 1.
parts-title-missing = Bloßes Eigentum: die Teile ergeben { $sum }, es fehlt { $rest }.
parts-title-over = Bloßes Eigentum: die Teile ergeben { $sum }, { $rest } zu viel.
parts-title-invalid = Bloßes Eigentum: ergänzen Sie die Teile, zum Beispiel 1/2.
person-last-name = Nachname
person-first-name = Vorname
person-company = Bezeichnung
person-company-number = ZDU-Nummer
person-email = E-Mail
person-email-hint = Ohne E-Mail gehen die Abrufe als PDF per Post: dann ist die Adresse nötig.
person-phone = Telefon
person-language = Sprache der Briefe
person-iban = IBAN
person-edit = Person ändern
person-edit-named = { $name } ändern
person-edit-short = Ändern
person-privacy = Daten
person-saved = Angaben gespeichert.
person-no-contact = Weder E-Mail noch Telefon noch Adresse
person-bce = ZDU { $number }
owner-lead =
    { $count ->
        [one] Konto Nr. { $number } · { $count } Person
       *[other] Konto Nr. { $number } · { $count } Personen
    }
owner-statement = Kontoauszug
owner-rename = Umbenennen
owner-rename-hint = Steht auf den Listen und künftigen Dokumenten; die Personen behalten ihre Namen.
owner-balance = Saldo
owner-balance-owed = dem Miteigentum geschuldet
owner-balance-ahead = im Voraus bezahlt
owner-balance-even = nichts zu zahlen
owner-communication = Ständige Mitteilung
owner-communication-hint = Für einen Dauerauftrag: die Zahlung landet auf diesem Konto.
owner-copy = Kopieren
owner-copied = Kopiert
owner-shares = Anteile
owner-shares-of = von { $total }, { $lots ->
        [0] keine Einheit
        [one] { $lots } Einheit
       *[other] { $lots } Einheiten
    }
owner-members = Personen und Rechte
owner-lots = Heute gehaltene Einheiten
owner-lots-none = Dieser Miteigentümer hält heute keine Einheit. Ordnen Sie ihm eine auf deren Blatt zu.
owner-lot-shares =
    { $count ->
        [one] { $shares } Anteil
       *[other] { $shares } Anteile
    }
right-full =
    { $whole ->
        [yes] Volleigentum
       *[no] { $part } des Volleigentums
    }
right-usufruct =
    { $whole ->
        [yes] Nießbrauch
       *[no] { $part } des Nießbrauchs
    }
right-bare =
    { $whole ->
        [yes] Bloßes Eigentum
       *[no] { $part } des bloßen Eigentums
    }

## @keys
title-key = Verteilerschlüssel
title-key-new = Neuer Schlüssel
keys-lead = Jede Ausgabe und jeder Abruf wird über einen Schlüssel verteilt. Ein benutzter Schlüssel ändert sich nicht mehr: er erhält ab einem Tag eine neue Fassung.
keys-empty = Noch kein besonderer Schlüssel
keys-empty-text = Aufzug, Block A, Garagen, Heizung: legen Sie einen Schlüssel für jede Ausgabe an, die nur einzelne Einheiten tragen oder die nicht nach Anteilen verteilt wird.
keys-need-lots = Ein Schlüssel gewichtet Einheiten: erfassen Sie sie zuerst.
key-code = Code
key-code-hint = Kurz: AUFZ, GAR…
key-name = Name
key-name-hint = Wie auf den Abrechnungen.
key-statutory = Satzungsmäßig
key-from = In Kraft
key-always = Von Anfang an
key-always-hint = Gilt für jeden Tag
key-since-date = Ab einem Tag
key-since-date-hint = Zum Beispiel nach einer Generalversammlung
key-applies = Der Schlüssel gilt
key-first-day = Erster Tag
key-versions =
    { $count ->
        [one] { $count } Fassung
       *[other] { $count } Fassungen
    }
key-state = Zustand
key-used = Benutzt
key-free = Noch nicht benutzt
key-lots = Einheiten
key-total = Summe
key-new-lead = Geben Sie jeder Einheit ihr Gewicht. Ohne Gewicht trägt sie nichts.
key-create = Schlüssel anlegen
key-created = Der Schlüssel „{ $name }“ ist angelegt.
key-lead = { $code } · Summe { $total } · { $lots ->
        [one] { $shown } Einheit
       *[other] { $shown } Einheiten
    }
key-locked = Diese Fassung lässt sich nicht mehr ändern
key-locked-text = Mit ihr wurden Beträge verteilt: die Abrechnungen müssen erklärbar bleiben. Legen Sie für andere Gewichte ab einem Tag eine neue Fassung an.
key-locked-statutory = Die Anteile stehen seit der Inbetriebnahme fest. Eine Änderungsurkunde wird zu einer neuen Fassung mit derselben Summe.
key-draft-shares = Diese Gewichte sind die Anteile der Einheiten
key-draft-shares-text = Solange das Miteigentum in Vorbereitung ist, berichtigen Sie sie auf der Seite der Einheiten.
versions-title = Fassungen
version-from = Ab dem { $from }
version-until = Vor dem { $to }
version-period = Vom { $from } bis vor dem { $to }
version-in-force = in Kraft
version-to-come = künftig
version-new = Neue Fassung
version-correct = Gewichte berichtigen
version-create = Fassung anlegen
version-created = Die neue Fassung ist gespeichert.
version-corrected = Die Gewichte sind berichtigt.
version-first-day-hint = Frühere Beträge bleiben nach der vorigen Fassung verteilt.
version-first-day-after = Nach dem { $date }, dem Beginn der vorigen Fassung.
matrix-all =
    { $count ->
        [one] Auch die Einheit ohne Gewicht zeigen
       *[other] Auch die { $shown } Einheiten ohne Gewicht zeigen
    }
matrix-change = Änderung
weights-title = Gewichte der Einheiten
weights-hint = Kopieren Sie in Excel eine Spalte und fügen Sie sie in das erste Feld ein; bei zwei Spalten (Code und Gewicht) ist die Reihenfolge gleich. Die Schaltflächen wirken auf die gezeigten Einheiten.
weights-shares = Wie die Anteile
weights-equal = 1 je Einheit
weights-clear = Leeren
weights-undo = Rückgängig
weights-filter = Filtern: Code, Art, Miteigentümer
weights-weight = Gewicht
weights-part = Teil
weights-of = Gewicht der Einheit { $code }
weights-count =
    { $count ->
        [one] { $shown } Einheit von { $total }
       *[other] { $shown } Einheiten von { $total }
    }
weights-pasted =
    { $count ->
        [one] { $shown } Gewicht eingefügt.
       *[other] { $shown } Gewichte eingefügt.
    }
weights-unknown = Unbekannte Codes, ausgelassen: { $codes }.
weights-unreadable = Unlesbares Gewicht (ganze Zahl nötig): { $codes }.
weights-beyond =
    { $count ->
        [one] { $count } Zeile ging über die Liste der Einheiten hinaus.
       *[other] { $count } Zeilen gingen über die Liste der Einheiten hinaus.
    }
weights-expected = Die Summe muss { $expected } bleiben: { $side ->
        [missing] es fehlen { $by }
       *[over] { $by } zu viel
    }.

## @import
import-lead = Einheiten, Miteigentümer und Schlüssel aus der Datei Ihres früheren Programms. Nichts wird geschrieben, bevor Sie gesehen haben, was sich ändert.
import-not-allowed = Ihre Rolle erlaubt keinen Import. Bitten Sie den Administrator des Büros darum.
import-drop = Legen Sie hier die Datei der Einheiten ab, eine Zeile je Einheit
import-drop-hint = CSV oder Excel (.xlsx), höchstens 10 MB. Kodierung und Trennzeichen werden erkannt.
import-how = So geht es weiter
import-how-columns = Sie bestätigen, was jede Spalte bedeutet.
import-how-check = Ein Probelauf zeigt jeden Fehler und jeden Unterschied.
import-how-undo = Sie importieren in einem Zug und können es danach rückgängig machen.
import-template = Vorlage herunterladen
import-past = Frühere Importe
import-file = Datei
import-status = Zustand
import-rows = Zeilen
import-created = Hochgeladen am
import-status-uploaded = Zu ergänzen
import-status-checking = Prüfung läuft
import-status-checked = Geprüft
import-status-committing = Import läuft
import-status-committed = Importiert
import-status-undone = Rückgängig gemacht
import-status-failed = Abgebrochen
import-file-rows =
    { $count ->
        [one] { $shown } Zeile, { $columns } Spalten
       *[other] { $shown } Zeilen, { $columns } Spalten
    }
import-other = Andere Datei
import-steps = Schritte des Imports
import-step-file = Datei
import-step-columns = Spalten
import-step-check = Prüfung
import-step-done = Importiert
mapping-title = Was enthält jede Spalte?
mapping-lead = Erkannte Überschriften sind schon zugeordnet. Nummer und Anteile der Einheit sind nötig; ignorieren Sie, was Sie nicht brauchen.
mapping-missing =
    { $count ->
        [one] Es fehlt eine Spalte für: { $fields }.
       *[other] Es fehlen Spalten für: { $fields }.
    }
mapping-column = Spalte der Datei
mapping-samples = Beispiele
mapping-target = Bedeutet
mapping-target-of = Bedeutung der Spalte { $column }
mapping-key-name = Name des Schlüssels der Spalte { $column }
mapping-unnamed = Spalte { $number }
mapping-no-sample = leer
mapping-twice = Eine andere Spalte bedeutet dasselbe: ignorieren Sie eine der beiden.
mapping-check = Datei prüfen
mapping-used =
    { $count ->
        [one] { $used } von { $total } Spalte benutzt
       *[other] { $used } von { $total } Spalten benutzt
    }
target-group-lot = Einheit
target-group-owner = Miteigentümer
target-group-key = Verteilerschlüssel
target-ignore = Ignorieren
target-lot-code = Einheitsnummer
target-nature = Art
target-description = Beschreibung
target-floor = Stockwerk
target-shares = Anteile
target-owner-name = Name des Eigentümers
target-owner-first-name = Vorname
target-owner-email = E-Mail
target-owner-phone = Telefon
target-owner-language = Sprache
target-owner-street = Straße und Hausnummer
target-owner-postal-code = Postleitzahl
target-owner-city = Gemeinde
target-owner-country = Land
target-owner-company-number = Unternehmensnummer
target-owned-from = Eigentümer seit
target-key = Schlüssel { $name }
target-key-weights = Gewichte eines Schlüssels…
template-file = vorlage-import-einheiten.csv
template-key = Aufzug
template-description = Wohnung mit zwei Schlafzimmern
template-last-name = Name
template-first-name = Vorname
template-language = de
template-street = Beispielstraße 1
template-city = Brüssel
running-check = Datei wird geprüft
running-commit = Import
running-rows =
    { $count ->
        [one] { $done } von { $total } Zeile
       *[other] { $done } von { $total } Zeilen
    }
running-leave = Sie können diese Seite verlassen: die Arbeit läuft auf dem Server weiter.
running-stuck = Seit einer Minute bewegt sich nichts
running-stuck-text = Vielleicht hat der Server viel zu tun. Ihre Datei ist nicht verloren.
running-wait = Weiter warten
import-failed = Der Import wurde abgebrochen
import-failed-text = Nichts wurde halb geschrieben. Prüfen Sie erneut; wiederholt es sich, laden Sie die Datei neu hoch.
check-errors =
    { $count ->
        [one] { $shown } Zelle zu berichtigen
       *[other] { $shown } Zellen zu berichtigen
    }
check-errors-text = Berichtigen Sie sie in Ihrer Datei und laden Sie sie neu hoch, oder ändern Sie die Bedeutung einer Spalte. Nichts wurde geschrieben.
check-errors-more =
    { $count ->
        [one] Und { $shown } weitere, sobald diese berichtigt sind.
       *[other] Und { $shown } weitere, sobald diese berichtigt sind.
    }
check-row = Zeile
check-column = Spalte
check-whole-row = Ganze Zeile
check-message = Zu tun
check-commit = Importieren
check-again = Berichtigte Datei hochladen
check-remap = Spalten überprüfen
summary-title-will = Was der Import ändern wird
summary-title-done = Was der Import geändert hat
summary-title-partial = Was die richtigen Zeilen ergäben
summary-lots-new =
    { $count ->
        [one] neue Einheit
       *[other] neue Einheiten
    }
summary-lots-changed =
    { $count ->
        [one] geänderte Einheit
       *[other] geänderte Einheiten
    }
summary-lots-same =
    { $count ->
        [one] unveränderte Einheit
       *[other] unveränderte Einheiten
    }
summary-owners-new =
    { $count ->
        [one] neuer Miteigentümer
       *[other] neue Miteigentümer
    }
summary-owners-matched =
    { $count ->
        [one] erkannter Miteigentümer
       *[other] erkannte Miteigentümer
    }
summary-shares-note = Der Import bleibt möglich; die Inbetriebnahme wartet, bis die Summe stimmt.
summary-keys = Verteilerschlüssel
summary-key-new = neu
summary-key-total = Summe { $total }
commit-title = Diese Datei importieren?
commit-text = „{ $file }“: { $acts }.
commit-nothing = Diese Datei ändert nichts am Miteigentum.
commit-undo = Sie können es eine Zeit lang rückgängig machen, solange nichts auf den neuen Daten beruht.
commit-lots-new =
    { $count ->
        [one] { $shown } neue Einheit
       *[other] { $shown } neue Einheiten
    }
commit-lots-changed =
    { $count ->
        [one] { $shown } geänderte Einheit
       *[other] { $shown } geänderte Einheiten
    }
commit-owners-new =
    { $count ->
        [one] { $shown } neuer Miteigentümer
       *[other] { $shown } neue Miteigentümer
    }
commit-keys =
    { $count ->
        [one] { $shown } Schlüssel
       *[other] { $shown } Schlüssel
    }
done-title = Die Datei ist importiert
done-undo-until = Sie können es bis { $until } rückgängig machen.
done-undo-over = Die Frist zum Rückgängigmachen ist vorbei.
done-undo = Import rückgängig machen
done-undone = Der Import ist rückgängig gemacht
done-undone-text = Das Miteigentum ist wieder wie vor dieser Datei.
done-lots = Einheiten ansehen
done-again = Weitere Datei importieren
undo-text = Alles, was „{ $file }“ angelegt oder geändert hat, wird wie zuvor; { $lots ->
        [0] keine Einheit war angelegt worden
        [one] { $shown } Einheit verschwindet
       *[other] { $shown } Einheiten verschwinden
    }.

## @settings
settings-lead = Die Angaben zum Gebäude, wie sie auf Abrufen und Abrechnungen stehen.
settings-identity = Angaben
settings-identity-text = Name und Adresse der Vereinigung der Miteigentümer, wie in der Zentralen Datenbank der Unternehmen.
settings-name = Name des Miteigentums
settings-company-number = ZDU-Nummer
settings-company-number-hint = Das Gesetz verlangt es auf jedem Dokument.
settings-language = Sprache der Dokumente
settings-language-hint = Als Vorgabe; jeder Miteigentümer behält seine eigene.
settings-shares = Anteile
settings-shares-text = Der Nenner der Teilungsurkunde. Mit der Inbetriebnahme wird er endgültig.
settings-shares-frozen = Der Nenner ist seit der Inbetriebnahme endgültig: ihn zu ändern verlangt eine Urkunde und Einstimmigkeit (Art. 3.88 § 3 des Zivilgesetzbuches).
settings-shares-total = Summe der Anteile
settings-shares-assigned = Die Einheiten zählen heute { $assigned }.
settings-bank = Bankkonten
settings-bank-text = Zwei getrennte Konten auf den Namen der Vereinigung: Betriebskapital und Rücklage (Art. 3.86 § 3 des Zivilgesetzbuches). Sie stehen auf den Abrufen und im QR-Code.
settings-working-iban = Sichtkonto (Betriebskapital)
settings-reserve-iban = Rücklagenkonto
settings-saved = Einstellungen gespeichert.
settings-discard = Änderungen verwerfen
settings-unsaved = Nicht gespeicherte Änderungen
settings-state = Inbetriebnahme
settings-state-draft = Das Miteigentum ist in Vorbereitung: noch geht nichts an die Miteigentümer. Die Inbetriebnahme erfolgt in der Übersicht, sobald die Anteile vollständig sind und jede Einheit einen Eigentümer hat.
settings-state-active = Das Miteigentum ist seit dem { $date } in Verwaltung. Die Summe und die Anteile der Einheiten stehen fest; Abrufe und Buchungen werden nicht gelöscht, sondern durch andere Buchungen berichtigt.
settings-to-overview = Ansehen, was fehlt
settings-state-closed = Die Gemeinschaft ist seit dem { $date } abgeschlossen: { $reason }. Sie wird nicht mehr berechnet und kann gelesen und exportiert werden.
closing-mandate-ended = Mandat beendet
closing-building-sold = Gebäude verkauft
closing-created-by-mistake = Irrtümlich angelegt
closing-other = Anderer Grund
closing-title = Abschließen
closing-lead = Wenn Ihr Mandat endet und kein Syndikus auf KoproGo nachfolgt.
closing-read = Niemand aus Ihrem Büro schreibt mehr darin; alles bleibt lesbar und exportierbar. Die Miteigentümer behalten ihren Zugang.
closing-billed = Sie zählt noch für heute und wird ab morgen nicht mehr berechnet.
closing-law = Die Akte wird binnen dreißig Tagen nach Ende des Mandats dem neuen Syndikus oder, wenn es keinen gibt, dem Vorsitzenden der letzten Generalversammlung übergeben (Art. 3.89 § 5 Nr. 7 ZGB): Exportieren Sie sie.
closing-transfer = Der neue Syndikus nutzt KoproGo? Wechseln Sie den Syndikus: Er erhält die ganze Geschichte.
closing-to-transfer = Syndikus wechseln
closing-do = Gemeinschaft abschließen
closing-reason = Grund
closing-note = Bemerkung
closing-type = Geben Sie zur Bestätigung „{ $name }“ ein
closing-done = { $name } ist abgeschlossen.
reopening-do = Wieder öffnen
reopening-text = Die Gemeinschaft wird wieder, was sie war. War sie in Verwaltung, wird sie ab morgen berechnet.
reopening-done = { $name } ist wieder offen.
years-title = Geschäftsjahre
years-text = Ein Geschäftsjahr abzuschließen verbietet jede Buchung in diesem Jahr. Das tut der Buchhalter, sobald die Konten genehmigt sind.
years-period = { $from } – { $to }
years-open = Offen
years-closed = Abgeschlossen
years-close = Abschließen
years-close-named = Geschäftsjahr { $year } abschließen
years-closed-done = Das Geschäftsjahr { $year } ist abgeschlossen.
close-text = Keine Rechnung, kein Abruf und keine Zahlung kann mehr zwischen dem { $from } und dem { $to } gebucht werden.
close-final = Ein abgeschlossenes Geschäftsjahr wird nicht wieder geöffnet.
close-running = Dieses Geschäftsjahr läuft noch bis zum { $to }.
close-type = Zur Bestätigung { $year } eintippen
close-type-wrong = Tippen Sie genau { $year } ein.
