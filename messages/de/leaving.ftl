## Akte für den scheidenden Syndikus, Daten einer Person

handover-title = Akte der Miteigentümergemeinschaft { $copro }
handover-intro = Akte übergeben von { $from }, scheidender Syndikus, für { $to }, von der Generalversammlung vom { $decided } gewählter Syndikus. Stand vom { $made }.
handover-export-intro = Kopie aller Daten, erstellt auf Anfrage von { $from }, Syndikus. Stand vom { $made }.
handover-law = Der scheidende Syndikus übergibt seinem Nachfolger binnen dreißig Tagen nach Ende seines Mandats die gesamte Verwaltungsakte, einschließlich der Buchhaltung und der von ihm verwalteten Aktiva (Art. 3.89 § 5 Nr. 7 ZGB).
handover-totals = Kontrollzahlen
handover-tables = Register und Buchhaltung
handover-statements = Konten der Miteigentümer
handover-vouchers = Belege und Unterlagen
handover-checks = Diese Akte prüfen
handover-statements-where =
    { $count ->
        [one] Ein Kontoauszug, im Ordner statements.
       *[other] { $count } Kontoauszüge, im Ordner statements, einer je Kontonummer.
    }
handover-vouchers-where =
    { $count ->
        [one] Ein Beleg.
       *[other] { $count } Belege, mit den Ausgaben und Abrufen, die sich darauf stützen.
    }
handover-checks-how = SHA256SUMS enthält die Prüfsumme jeder Datei; „sha256sum -c SHA256SUMS“ prüft sie alle. Die Summe von data/entry_lines.csv ist null: Jede Buchung ist ausgeglichen.
handover-total-ledger = Summe des Hauptbuchs
handover-total-owners = Von den Miteigentümern geschuldet
handover-total-bank = Bankguthaben
handover-total-called = Abgerufen
handover-total-received = Erhalten
handover-total-expenses = Ausgegeben
handover-readme = Inhalt der Akte
handover-readme-formats = Alle Texte sind in UTF-8. CSV-Dateien folgen RFC 4180: Kommas, erste Zeile mit den Spaltennamen, fehlender Wert leer. JSON-Dateien enthalten eine Liste von Objekten mit denselben Namen. Beträge sind ganze Zahlen in Cent, Daten folgen ISO 8601, Kennungen sind UUID.
handover-readme-ledger = In entry_lines ist ein positiver Betrag ein Soll, ein negativer ein Haben. Jede Buchung (entries) verweist mit voucher_kind und voucher_id auf die Ausgabe, den Abruf oder die Zahlung, auf der sie beruht, und jede Ausgabe mit file_id auf ihren Beleg.
handover-readme-audit = Das Protokoll, ein JSON-Objekt je Zeile, in der Reihenfolge der Kette: wer was wann getan hat, vorher und nachher. prev ist die Prüfsumme des vorigen Glieds, hash die dieses Glieds; eine gelöschte Zeile hinterlässt ihre Prüfsumme.
handover-readme-manifest = Die Kontrollzahlen, die Zeilenzahl jeder Tabelle und die Liste der Belege mit ihrer SHA-256-Prüfsumme.
handover-readme-left-out = Was die Akte nicht enthält

handover-table-copro = Die Gemeinschaft
handover-table-lots = Lose
handover-table-persons = Personen
handover-table-erasures = Gelöschte personenbezogene Daten
handover-table-owners = Miteigentümer
handover-table-owner-members = Inhaber von Rechten
handover-table-ownerships = Eigentumszeiträume
handover-table-keys = Verteilungsschlüssel
handover-table-key-versions = Fassungen der Schlüssel
handover-table-key-weights = Anteile je Schlüssel
handover-table-fiscal-years = Geschäftsjahre
handover-table-entries = Buchungen
handover-table-entry-lines = Buchungszeilen
handover-table-suppliers = Lieferanten
handover-table-expenses = Ausgaben
handover-table-expense-shares = Verteilung der Ausgaben
handover-table-calls = Geldabrufe
handover-table-notices = Abrufschreiben
handover-table-call-shares = Verteilung der Abrufe
handover-table-receipts = Erhaltene Zahlungen
handover-table-files = Belege und Unterlagen
handover-table-counters = Nummerierung
handover-table-imports = Importe

privacy-erased-name = Gelöschte Person Nr. { $number }
privacy-export-title = Was { $copro } über { $name } aufbewahrt
privacy-export-intro = Diese Seite enthält alle Daten, die in dieser Gemeinschaft über Sie aufbewahrt werden; data.json enthält sie in maschinenlesbarer Form (Art. 15 und 20 DSGVO).
privacy-export-your-rights = Verantwortlich für diese Daten ist die Miteigentümervereinigung; ihr Syndikus verarbeitet sie in deren Auftrag. Sie können beim Syndikus Berichtigung oder Löschung verlangen und bei der Datenschutzbehörde Beschwerde einlegen.
privacy-export-nothing = Nichts.
privacy-export-identity = Identität und Kontaktdaten
privacy-export-rights = Rechte und Konto
privacy-export-lots = Lose
privacy-export-notices = Abrufe und Briefe
privacy-export-movements = Bewegungen des Kontos
privacy-export-imports = Importe, die Sie nennen
privacy-export-log = Protokoll
privacy-kept-ledger = Buchungen und Belege
privacy-kept-letters = Geldabrufe und Briefe
privacy-kept-ownership = Eigentumszeiträume
privacy-kept-audit = Protokoll der Vorgänge
