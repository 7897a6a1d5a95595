# Prüfprotokoll.

## @audit
title-audit = Prüfprotokoll
audit-lead-copro = Wer was wann in diesem Gebäude geändert hat. Nichts darin lässt sich ändern oder entfernen.
audit-lead-firm = Wer was im Büro geändert hat: Team, Einladungen, Schlüssel, Einstellungen.
audit-filters = Filter
audit-from = Vom
audit-to = Bis
audit-object = Gegenstand
audit-everything = Alles
audit-clear = Filter löschen
audit-export = Exportieren
audit-exported = Der Export liegt in Ihren Downloads.
audit-narrowed = Nur eine Person oder ein Gegenstand wird gezeigt.
audit-none = Nichts für diese Filter
audit-none-text = Erweitern Sie den Zeitraum oder wählen Sie einen anderen Gegenstand.
audit-empty = Noch nichts
audit-empty-text = Jede Änderung erscheint hier von selbst.
audit-insert =
    { $count ->
        [one] angelegt
       *[other] { $shown } angelegt
    }
audit-update =
    { $count ->
        [one] geändert
       *[other] { $shown } geändert
    }
audit-delete =
    { $count ->
        [one] gelöscht
       *[other] { $shown } gelöscht
    }
audit-erase =
    { $count ->
        [one] getilgt
       *[other] { $shown } getilgt
    }
audit-actor-login = Von Hand, in der Datenbank
audit-actor-user = Person
audit-actor-key = API-Schlüssel
audit-actor-platform = Automatisch
audit-actor-operator = Support KoproGo
audit-field = Feld
audit-before = Vorher
audit-after = Nachher
audit-nothing = leer
audit-no-change = Kein lesbares Feld hat sich geändert.
audit-more-rows =
    { $count ->
        [one] und { $shown } weitere Zeile
       *[other] und { $shown } weitere Zeilen
    }
audit-erased = Die Einzelheiten wurden auf Wunsch einer Person gelöscht. Der Eintrag und sein Nachweis bleiben.
audit-seq = Eintrag Nr. { $seq }
audit-same-actor = Alles von diesem Urheber
audit-same-action = Alle diese Aktionen
audit-same-object = Verlauf dieses Gegenstands
audit-object-copro = Miteigentum
audit-object-erasures = Löschung von Daten
audit-object-copros = Miteigentum
audit-object-lots = Einheit
audit-object-persons = Person
audit-object-owners = Miteigentümer
audit-object-owner-members = Mitglied eines Miteigentümers
audit-object-ownerships = Eigentum einer Einheit
audit-object-keys = Verteilerschlüssel
audit-object-key-versions = Fassung eines Schlüssels
audit-object-key-weights = Gewicht eines Schlüssels
audit-object-imports = Import
audit-object-files = Datei
audit-object-suppliers = Lieferant
audit-object-expenses = Rechnung
audit-object-calls = Geldabruf
audit-object-notices = Abrufschreiben
audit-object-receipts = Eingang
audit-object-entries = Buchung
audit-object-entry-lines = Buchungszeile
audit-object-fiscal-years = Geschäftsjahr
audit-object-members = Zugang
audit-object-assignments = Zuteilung eines Gebäudes
audit-object-invitations = Einladung
audit-object-api-keys = API-Schlüssel
audit-object-firms = Büro
audit-object-transfers = Übergabe
audit-object-handovers = Übergabepaket
audit-object-support-windows = Zugang des Supports
audit-object-support-statements = Einsicht des Supports
audit-object-quota-overrides = Gewährtes Kontingent
audit-object-billing-instructions = Anweisung der Plattform zum Konto
audit-object-jobs = Aufgabe
audit-object-mails = E-Mail
