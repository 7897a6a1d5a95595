## Was eine Anfrage verhindert, und die Abhilfe

problem-bad-request = Unlesbare Anfrage
problem-bad-request-detail = Die Anfrage hat nicht die erwartete Form. Laden Sie die Seite neu und versuchen Sie es noch einmal; ein Programm vergleicht seine Anfrage mit der Dokumentation der API.
problem-validation = Angaben zu berichtigen
problem-validation-detail =
    { $count ->
        [one] Berichtigen Sie das angezeigte Feld und senden Sie erneut.
       *[other] Berichtigen Sie die { $count } angezeigten Felder und senden Sie erneut.
    }
problem-not-signed-in = Anmeldung erforderlich
problem-not-signed-in-detail = Ihre Sitzung ist beendet oder fehlt. Melden Sie sich an und versuchen Sie es erneut.
problem-wrong-credentials = Adresse oder Passwort falsch
problem-wrong-credentials-detail = Prüfen Sie E-Mail-Adresse und Passwort, auch die Großschreibung, und versuchen Sie es erneut.
problem-forbidden = Keine ausreichenden Rechte
problem-forbidden-detail = Ihre Rolle erlaubt diesen Vorgang nicht. Bitten Sie einen Administrator Ihres Büros darum.
problem-not-for-programs = Nur für Personen
problem-not-for-programs-detail = Ein API-Schlüssel kann dies nicht. Melden Sie sich mit Ihrem Konto an und versuchen Sie es erneut.
problem-last-admin = Letzter Administrator
problem-last-admin-detail = Ein Büro behält immer einen Administrator. Ernennen Sie zuerst einen anderen und versuchen Sie es erneut.
problem-already-member = Bereits Mitglied
problem-already-member-detail = Diese Person hat diesen Zugang bereits. Ändern Sie ihn in der Mitgliederliste, statt einzuladen.
problem-invitation-pending = Einladung bereits versandt
problem-invitation-pending-detail = Eine Einladung an diese Adresse wartet bereits auf Antwort. Senden Sie sie erneut oder ziehen Sie sie in der Liste der Einladungen zurück.
problem-invitation-limit = Zu viele Einladungen
problem-invitation-limit-detail = Zu viele Einladungen warten auf Antwort, oder diese wurde zu oft versandt. Ziehen Sie zurück, was nicht mehr dient, und versuchen Sie es erneut.
problem-invitation-state = Einladung bereits abgeschlossen
problem-invitation-state-detail = Diese Einladung wurde bereits angenommen oder zurückgezogen. Laden Sie die Liste neu; senden Sie nötigenfalls eine neue.
problem-invitation-over = Einladung nicht mehr gültig
problem-invitation-over-detail = Dieser Link wurde bereits benutzt, ersetzt, zurückgezogen oder ist abgelaufen. Bitten Sie den Absender um eine neue Einladung.
problem-invitation-other-account = Einladung für eine andere Adresse
problem-invitation-other-account-detail = Diese Einladung ging an eine andere Adresse als die Ihres Kontos. Melden Sie sich ab und öffnen Sie den Link mit der Adresse, die ihn erhalten hat.
problem-invitation-has-account = Sie haben bereits ein Konto
problem-invitation-has-account-detail = Diese Adresse hat bereits ein KoproGo-Konto. Melden Sie sich an und nehmen Sie dann die Einladung an.
problem-api-key-limit = Zu viele API-Schlüssel
problem-api-key-limit-detail = Das Büro hat so viele gültige Schlüssel, wie es haben kann. Widerrufen Sie, was nicht mehr dient, und versuchen Sie es erneut.
problem-not-found = Nicht gefunden
problem-not-found-detail = Dieses Element gibt es nicht oder nicht mehr. Gehen Sie zur Liste zurück und wählen Sie ein anderes.
problem-conflict = Inzwischen geändert
problem-conflict-detail = Das Element hat sich seit der Anzeige geändert. Laden Sie die Seite neu, prüfen Sie und versuchen Sie es noch einmal.
problem-method-not-allowed = Unbekannter Vorgang an dieser Adresse
problem-method-not-allowed-detail = Diese Adresse nimmt diese Methode nicht an. Wählen Sie die Methode aus der Dokumentation der API.
problem-cross-site = Anfrage von einer anderen Website
problem-cross-site-detail = Zur Sicherheit dürfen nur die Seiten von KoproGo Ihre Daten ändern. Öffnen Sie KoproGo direkt und versuchen Sie es erneut.
problem-internal = Fehler auf unserer Seite
problem-internal-detail = Es wurde nichts gespeichert. Versuchen Sie es gleich noch einmal; bleibt der Fehler, teilen Sie uns die Referenz der Anfrage mit.
problem-unavailable = Vorübergehend nicht verfügbar
problem-unavailable-detail = Es wurde nichts gespeichert. Versuchen Sie es in einer Minute erneut.
problem-outcome-unknown = Unbekannt, ob gespeichert wurde
problem-outcome-unknown-detail = Die Datenbank hat nicht rechtzeitig geantwortet. Senden Sie dieselbe Anfrage mit demselben Idempotency-Key erneut: Sie geschieht in jedem Fall nur einmal. Sehen Sie ohne einen solchen Schlüssel zuerst nach, ob gespeichert wurde.
problem-writing-paused = Änderungen sind für einige Minuten angehalten
problem-writing-paused-detail = Die Plattform zieht auf eine andere Maschine um: Alles lässt sich ansehen, nichts ändern. Es wurde nichts gespeichert. Versuchen Sie es in einer Minute erneut.
problem-not-json = Senden Sie JSON
problem-not-json-detail = Dieser Vorgang liest JSON. Senden Sie application/json im Header Content-Type und JSON im Inhalt.
problem-busy = Viel auf einmal
problem-busy-detail =
    { $seconds ->
        [one] Ihre Miteigentümergemeinschaft hat bereits so viel in Arbeit, wie gleichzeitig möglich ist; es wurde nichts gespeichert. Warten Sie eine Sekunde und versuchen Sie es erneut.
       *[other] Ihre Miteigentümergemeinschaft hat bereits so viel in Arbeit, wie gleichzeitig möglich ist; es wurde nichts gespeichert. Warten Sie { $seconds } Sekunden und versuchen Sie es erneut.
    }
problem-too-many-requests = Zu viele Anfragen
problem-too-many-requests-detail =
    { $seconds ->
        [one] Warten Sie eine Sekunde und versuchen Sie es erneut.
       *[other] Warten Sie { $seconds } Sekunden und versuchen Sie es erneut.
    }

problem-code-wrong = Falscher Code
problem-code-wrong-detail = Übernehmen Sie die sechs Ziffern aus der zuletzt erhaltenen E-Mail oder fordern Sie einen neuen Code an.
problem-code-expired = Code abgelaufen
problem-code-expired-detail = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an, indem Sie sich erneut registrieren.

problem-idempotency-key-invalid = Ungültiger Idempotenzschlüssel
problem-idempotency-key-invalid-detail = Der Wert des Headers Idempotency-Key hat 1 bis 100 sichtbare ASCII-Zeichen. Senden Sie zum Beispiel eine UUID, neu für jeden Vorgang.
problem-idempotency-key-missing = Idempotenzschlüssel fehlt
problem-idempotency-key-missing-detail = Fügen Sie den Header Idempotency-Key hinzu, mit einem neuen Wert für jeden Vorgang: So wird nichts doppelt erfasst.
problem-idempotency-key-reused = Idempotenzschlüssel bereits verwendet
problem-idempotency-key-reused-detail = Dieser Schlüssel diente einer anderen Anfrage. Wählen Sie für einen neuen Vorgang einen neuen Schlüssel.
problem-idempotency-in-progress = Vorgang läuft bereits
problem-idempotency-in-progress-detail = Dieselbe Anfrage wird gerade bearbeitet. Warten Sie einige Sekunden und senden Sie sie mit demselben Schlüssel erneut: Sie erhalten dann das Ergebnis.

problem-shares-mismatch = Die Anteile gehen nicht auf
problem-shares-mismatch-detail = Die Einheiten ergeben { $found } Anteile, die Basisurkunde sieht { $expected } vor: Die Abweichung beträgt { $difference }. Berichtigen Sie die Anteile der Einheiten oder die Gesamtzahl.
problem-no-lots = Keine Einheiten
problem-no-lots-detail = Erfassen oder importieren Sie zuerst die Einheiten der Miteigentümergemeinschaft.
problem-lots-without-owner = Einheiten ohne Miteigentümer
problem-lots-without-owner-detail = Ordnen Sie jeder dieser Einheiten einen Miteigentümer zu: { $codes }.
problem-copro-not-active = Miteigentümergemeinschaft noch nicht aktiv
problem-copro-not-active-detail = Schließen Sie die Einrichtung ab und aktivieren Sie die Miteigentümergemeinschaft, bevor Sie buchen.
problem-copro-closed = Gemeinschaft abgeschlossen
problem-copro-closed-detail = Ihr Büro verwaltet diese Miteigentümergemeinschaft nicht mehr: Sie kann gelesen und exportiert werden. Um darin zu schreiben, öffnet ein Administrator sie in ihren Einstellungen wieder.
problem-copro-not-closed = Gemeinschaft offen
problem-copro-not-closed-detail = Diese Miteigentümergemeinschaft ist nicht abgeschlossen: Es gibt nichts wieder zu öffnen.
problem-no-bank-account = Bankkonto fehlt
problem-no-bank-account-detail = Geben Sie in den Daten der Miteigentümergemeinschaft die IBAN des Kontos an, das dieses Geld erhalten soll, und versuchen Sie es erneut.
problem-key-version-used = Fassung des Schlüssels bereits verwendet
problem-key-version-used-detail = Mit dieser Fassung wurden Beträge verteilt: Sie ändert sich nicht mehr. Legen Sie eine neue Fassung mit ihrem Anfangsdatum an.
problem-key-in-use = Schlüssel in Gebrauch
problem-key-in-use-detail = Ausgaben oder Abrufe beruhen auf diesem Schlüssel: Er kann nicht gelöscht werden. Legen Sie für die Zukunft einen anderen an.
problem-lot-in-use = Einheit in Gebrauch
problem-lot-in-use-detail = Auf diese Einheit wurden Beträge verteilt: Sie kann nicht gelöscht werden. Berichtigen Sie stattdessen ihre Angaben.
problem-closed-year = Abgeschlossenes Geschäftsjahr
problem-closed-year-detail = Der { $date } liegt in einem abgeschlossenen Geschäftsjahr. Wählen Sie ein Datum in einem offenen Geschäftsjahr.
problem-duplicate-invoice = Rechnung bereits erfasst
problem-duplicate-invoice-detail = Dieser Lieferant hat bereits eine Rechnung { $number }. Prüfen Sie die Nummer; ist es dieselbe Rechnung, steht sie schon in der Liste der Ausgaben.

problem-window-state = Support-Zugang: dieser Schritt ist vorbei
problem-window-state-detail =
    { $state ->
        [requested] Dieser Zugang wartet noch auf eine Antwort.
        [open] Dieser Zugang ist bereits offen.
        [refused] Dieser Zugang wurde abgelehnt. Stellen Sie bei Bedarf eine neue Anfrage.
        [ended] Dieser Zugang ist beendet. Stellen Sie bei Bedarf eine neue Anfrage.
       *[expired] Dieser Zugang ist abgelaufen. Stellen Sie bei Bedarf eine neue Anfrage.
    }
problem-second-person = Eine andere Person muss zustimmen
problem-second-person-detail = Wer einen Notzugang anfragt, kann ihn nicht selbst genehmigen. Bitten Sie einen anderen Operator.
problem-window-closed = Kein Support-Zugang ist offen
problem-window-closed-detail = Der Zugang ist nicht für Sie offen, wurde beendet oder ist abgelaufen. Bitten Sie den Syndikus um einen neuen.
problem-import-state = Der Import ist nicht an dieser Stelle
problem-import-state-detail = Dieser Schritt passt nicht zum jetzigen Stand des Imports. Laden Sie die Seite neu, um den Stand zu sehen.
problem-undo-expired = Zu spät zum Rückgängigmachen
problem-undo-expired-detail = Die Frist zum Rückgängigmachen dieses Imports ist vorbei. Berichtigen Sie die Einheiten einzeln oder importieren Sie eine berichtigte Datei.
problem-undo-blocked = Rückgängigmachen nicht möglich
problem-undo-blocked-detail = Auf den importierten Daten beruhen bereits Vorgänge. Berichtigen Sie die Einheiten einzeln oder importieren Sie eine berichtigte Datei.

## Dateien

problem-too-large = Zu groß
problem-too-large-detail = Die Höchstgröße beträgt { $limit }. Verkleinern oder teilen Sie die Datei und versuchen Sie es erneut.
problem-unsupported-media = Dateityp nicht angenommen
problem-unsupported-media-detail = Senden Sie ein PDF, ein PNG-Bild oder ein JPEG-Bild.
problem-file-empty = Leere Datei
problem-file-empty-detail = Die Datei enthält nichts. Wählen Sie eine andere oder scannen Sie das Dokument erneut.
problem-file-unreadable = Beschädigte Datei
problem-file-unreadable-detail = Öffnen Sie die Datei auf Ihrem Rechner, speichern Sie sie erneut als PDF und senden Sie diese Kopie.
problem-pdf-bomb = Übermäßig großes PDF
problem-pdf-bomb-detail = Geöffnet würde dieses PDF übermäßig viel Platz belegen. Drucken Sie es in ein PDF und senden Sie diese Kopie.
problem-pdf-too-many-pages = PDF zu lang
problem-pdf-too-many-pages-detail = Ein PDF hat höchstens { $limit } Seiten. Teilen Sie es in mehrere Dateien.
problem-image-too-large = Bild zu groß
problem-image-too-large-detail = Ein Bild hat höchstens { $limit } Millionen Pixel. Verkleinern Sie es oder scannen Sie mit 300 Punkten pro Zoll.
problem-table-unsupported = Diese Datei ist keine Tabelle
problem-table-unsupported-detail = Senden Sie eine XLSX-, XLS-, ODS- oder CSV-Datei; öffnen Sie sie nötigenfalls in Excel oder LibreOffice und speichern Sie sie als XLSX.
problem-table-empty = Leere Tabelle
problem-table-empty-detail = Kein Blatt enthält Daten. Prüfen Sie die Datei und senden Sie sie erneut.
problem-table-unreadable = Unlesbare Tabelle
problem-table-unreadable-detail = Öffnen Sie die Datei in Excel oder LibreOffice, speichern Sie sie als XLSX und senden Sie diese Kopie.
problem-table-encrypted = Datei mit Passwort geschützt
problem-table-encrypted-detail = Entfernen Sie das Passwort in Excel oder LibreOffice und senden Sie die Datei erneut.
problem-table-bomb = Übermäßig große Tabelle
problem-table-bomb-detail = Geöffnet würde diese Datei übermäßig viel Platz belegen. Kopieren Sie nur die Tabelle in eine neue XLSX-Datei und senden Sie diese.
problem-table-too-many-rows = Zu viele Zeilen
problem-table-too-many-rows-detail = Eine Datei hat höchstens { $limit } Zeilen. Teilen Sie sie in mehrere Dateien.
problem-table-too-many-columns = Zu viele Spalten
problem-table-too-many-columns-detail = Eine Datei hat höchstens { $limit } Spalten. Löschen Sie die Spalten, die der Import nicht braucht.
problem-table-cell-too-long = Text zu lang
problem-table-cell-too-long-detail = Die Zelle { $column }{ $row } enthält mehr als { $limit } Zeichen. Kürzen Sie sie; fehlt ein schließendes Anführungszeichen, ergänzen Sie es.

## Felder

field-required = Füllen Sie dieses Feld aus.
field-admin-sees-all = Ein Administrator sieht alle Miteigentümergemeinschaften. Wählen Sie eine andere Rolle, um den Zugang zu begrenzen.
field-scope-not-held = Sie haben dieses Recht selbst nicht. Nehmen Sie es vom Schlüssel.
field-scope-needs-person = Dieses Recht vertraut man keinem Programm an. Nehmen Sie es vom Schlüssel.
field-copro-unknown = Keine Miteigentümergemeinschaft hat diesen Kurznamen oder diese Kennung.
field-window-minutes = Wählen Sie eine Dauer von 1 bis { $max } Minuten.
field-too-long = Kürzen Sie diesen Text auf höchstens { $max } Zeichen.
field-too-short = Schreiben Sie mindestens { $min } Zeichen.
field-control-characters = Entfernen Sie Zeilenumbrüche und unsichtbare Zeichen aus diesem Text.
field-not-positive = Geben Sie eine Zahl größer als null ein.
field-negative = Geben Sie null oder eine positive Zahl ein.
field-too-large = Geben Sie eine Zahl von höchstens { $max } ein.
field-amount-not-positive = Geben Sie einen Betrag größer als null ein.
field-amount-too-large = Geben Sie einen Betrag von höchstens { $max } ein; teilen Sie einen größeren auf.
field-transfer-day = Geben Sie einen Tag an, der nicht in der Zukunft und höchstens drei Jahre zurückliegt.
field-list-empty = Fügen Sie mindestens eine Zeile hinzu.
field-list-too-long = Behalten Sie höchstens { $max } Zeilen; verteilen Sie den Rest auf mehrere Anfragen.
field-either-or = Geben Sie entweder { $first } oder { $second } an, nicht beides.
field-unknown-reference = Wählen Sie etwas, das es in dieser Miteigentümergemeinschaft gibt.
field-unknown-field = Entfernen Sie dieses Feld: Es ist hier unbekannt.
field-invalid-json = Senden Sie einen gültigen JSON-Text.
field-invalid-uuid = Kopieren Sie diese Kennung erneut: Sie ist keine UUID.
field-date-out-of-range = Geben Sie ein Datum zwischen dem { $first } und dem { $last } ein.
field-period-reversed = Wählen Sie ein Enddatum ab dem { $from }.
field-period-too-long = Wählen Sie einen Zeitraum von höchstens { $years } Jahren.
field-password-too-short = Wählen Sie ein Passwort mit mindestens { $min } Zeichen.
field-password-common = Wählen Sie ein anderes Passwort: Dieses steht in Listen bekannter Passwörter.

field-invalid-email = Geben Sie eine einzige E-Mail-Adresse ein, zum Beispiel name@domain.example.
field-invalid-iban = Übernehmen Sie die IBAN erneut von einem Kontoauszug: Die Prüfziffern stimmen nicht.
field-invalid-company-number = Geben Sie die zehn Ziffern der Unternehmensnummer (ZDU) ein, zum Beispiel 0123.456.749: Die Prüfziffern stimmen nicht.
field-invalid-vat-number = Geben Sie die MwSt.-Nummer mit Ländercode ein, zum Beispiel BE0123456749.
field-invalid-phone = Geben Sie eine Telefonnummer mit 6 bis 15 Ziffern ein, zum Beispiel +32 2 555 01 23.
field-invalid-country = Geben Sie das Land mit zwei Buchstaben ein, zum Beispiel BE.
field-invalid-postal-code = Geben Sie eine belgische Postleitzahl mit vier Ziffern ein, zum Beispiel 1000.
field-same-bank-account = Geben Sie eine andere IBAN ein: Das Gesetz verlangt getrennte Konten für Betriebskapital und Rücklage.
field-first-name-of-company = Lassen Sie den Vornamen leer: Eine Gesellschaft hat keinen.

field-fraction-invalid = Geben Sie einen Bruch zwischen 1/{ $max } und 1 ein, zum Beispiel 1/2.
field-fractions-too-varied = Schreiben Sie alle Brüche mit demselben Nenner.
field-usufruct-not-whole = Berichtigen Sie die Brüche: Volleigentum und Nießbrauch müssen zusammen 1 ergeben, sie ergeben { $found }.
field-bare-not-whole = Berichtigen Sie die Brüche: Volleigentum und bloßes Eigentum müssen zusammen 1 ergeben, sie ergeben { $found }.
field-ownership-not-whole = Berichtigen Sie die Brüche: Die Teile der Inhaber müssen zusammen 1 ergeben, sie ergeben { $found }.
field-member-twice = Nennen Sie diese Person für dasselbe Recht nur einmal, mit der Summe ihrer Brüche.
field-representative-not-member = Wählen Sie den Bevollmächtigten unter den Inhabern.
field-owned-from-without-owner = Wählen Sie den Miteigentümer oder lassen Sie das Datum des Erwerbs leer.
field-sold-before-bought = Wählen Sie ein Verkaufsdatum nach dem { $bought_on }, dem Tag, an dem der Verkäufer Eigentümer wurde.
field-same-owner = Wählen Sie einen anderen Miteigentümer: Diesem gehört die Einheit bereits.
field-ownership-gap = Wählen Sie den { $free_from } als ersten Tag: Die Einheit darf dazwischen nicht ohne Eigentümer sein.
field-ownership-overlap = Berichtigen Sie die Daten: Am { $on } haben zwei Eigentümer die Einheit.
field-lot-without-owner = Ordnen Sie der Einheit { $lot } zwischen dem { $from } und dem { $to } einen Miteigentümer zu.

field-only-in-draft = Lassen Sie diese Angabe unverändert: Sie steht fest, sobald die Miteigentümergemeinschaft aktiv ist.
field-name-not-confirmed = Geben Sie den Namen genau so ein, wie er dasteht: { $name }.
field-no-weight = Geben Sie mindestens einer Einheit ein Gewicht größer als null.
field-version-too-early = Wählen Sie einen ersten Tag nach dem { $after }, an dem die vorige Fassung beginnt.
field-lot-twice = Behalten Sie eine einzige Zeile für diese Einheit.
field-account-not-expense = Wählen Sie ein Aufwandskonto der Klasse 6 anstelle von { $account }.
field-vat-rate-unknown = Wählen Sie einen MwSt.-Satz, der am { $on } galt.
field-due-before-issued = Wählen Sie eine Fälligkeit ab dem { $issued_on }.
field-instalments-out-of-range = Wählen Sie 1 bis { $max } Raten.
field-invalid-communication = Übernehmen Sie die 12 Ziffern der strukturierten Mitteilung erneut: Die Prüfziffern stimmen nicht.

## Import

import-target =
    { $target ->
        [lot_code] den Code der Einheit
        [nature] die Art
        [description] die Beschreibung
        [floor] das Stockwerk
        [shares] die Anteile
        [owner_name] den Namen des Miteigentümers
        [owner_first_name] den Vornamen
        [owner_email] die E-Mail-Adresse
        [owner_phone] die Telefonnummer
        [owner_language] die Sprache
        [owner_street] die Straße
        [owner_postal_code] die Postleitzahl
        [owner_city] den Ort
        [owner_country] das Land
        [owner_company_number] die Unternehmensnummer
        [owned_from] das Datum des Erwerbs
       *[other] { $target }
    }
field-column-missing = Wählen Sie eine Spalte für { import-target }.
field-column-twice = Wählen Sie nur eine Spalte für { import-target } und ignorieren Sie die andere.
field-column-unknown = Wählen Sie eine Spalte der Datei: Sie hat { $columns }.
field-owner-name-missing = Geben Sie den Namen des Miteigentümers an: Die Zeile enthält andere Angaben zu ihm.
field-too-many-rows = Teilen Sie die Datei: Ein Import hat höchstens { $max } Zeilen.
field-not-an-integer = Schreiben Sie eine ganze Zahl ohne Dezimalstellen anstelle von „{ $value }“.
field-invalid-date = Schreiben Sie das Datum in der Form 31.12.2026 anstelle von „{ $value }“.
field-unknown-nature = Schreiben Sie Wohnung, Studio, Haus, Büro, Laden, Garage, Stellplatz, Keller oder andere anstelle von „{ $value }“.
field-unknown-language = Schreiben Sie fr, nl, de oder en anstelle von „{ $value }“.
field-lot-code-twice = Behalten Sie eine einzige Zeile für Einheit { $lot }: Sie steht bereits in Zeile { $first_row }.
field-key-all-zero = Geben Sie mindestens einer Einheit ein Gewicht im Schlüssel { $key } oder ignorieren Sie die Spalte.
field-statutory-key = Verwenden Sie stattdessen die Spalte der Anteile: Sie sind die Gewichte des Schlüssels { $key }.
field-owner-ambiguous = Ergänzen Sie die E-Mail-Adresse oder die Anschrift: Mehrere Miteigentümer heißen { $name }.
field-sale-date-required = Geben Sie an, seit wann der neue Eigentümer Einheit { $lot } besitzt: Sie gehört heute { $owner }.
problem-key-code-taken = Schlüsselcode bereits vergeben
problem-key-code-taken-detail = Es gibt bereits einen Schlüssel mit dem Code „{ $code }“: wählen Sie einen anderen.
problem-lot-code-taken = Code der Einheit bereits vergeben
problem-lot-code-taken-detail = Es gibt bereits eine Einheit mit dem Code „{ $code }“: wählen Sie einen anderen oder ändern Sie diese Einheit.
problem-supplier-name-taken = Lieferant bereits erfasst
problem-supplier-name-taken-detail = Den Lieferanten „{ $name }“ gibt es bereits: wählen Sie ihn in der Liste.
field-country-not-served = Wählen Sie Belgien (BE): andere Länder werden noch nicht bedient.
field-invalid-value = Berichtigen Sie diesen Wert: er hat nicht die erwartete Form.
field-password-like-email = Wählen Sie ein Passwort, das nicht Ihre E-Mail-Adresse ist.
field-password-too-long = Wählen Sie ein Passwort mit höchstens 128 Zeichen.

## Übergabe einer Gemeinschaft, personenbezogene Daten

problem-transfer-pending = Übergabe bereits beantragt
problem-transfer-pending-detail = Für diese Gemeinschaft läuft bereits ein Antrag. Ziehen Sie ihn zurück, bevor Sie einen neuen stellen.
problem-transfer-closed = Antrag bereits entschieden
problem-transfer-closed-detail = Dieser Antrag wurde angenommen, abgelehnt, zurückgezogen oder ist verfallen. Bitten Sie den scheidenden Syndikus bei Bedarf um einen neuen.
problem-transfer-other-account = Anderes Konto
problem-transfer-other-account-detail = Der Antrag richtet sich an eine andere E-Mail-Adresse als die Ihres Kontos. Melden Sie sich mit der Adresse an, die die Nachricht erhielt.
problem-transfer-same-firm = Gleiches Büro
problem-transfer-same-firm-detail = Die Gemeinschaft wird bereits von diesem Büro verwaltet. Wählen Sie das Büro, das sie übernimmt.
problem-handover-building = Akte in Vorbereitung
problem-handover-building-detail = Die Akte ist noch nicht vollständig. Versuchen Sie es in einigen Minuten erneut.
problem-person-owns-lots = Noch Miteigentümer
problem-person-owns-lots-detail = Dieser Person gehört noch: { $codes }. Die Liste der Miteigentümer ist Pflicht (Art. 3.89 § 5 Nr. 13 ZGB): Nach dem Verkauf können die Daten gelöscht werden.
problem-person-account-open = Konto nicht ausgeglichen
problem-person-account-open-detail =
    { $direction ->
        [owes] Diese Person schuldet der Gemeinschaft noch { $amount }. Ihre Daten dienen der Geltendmachung dieses Anspruchs (Art. 17 Abs. 3 Buchst. e DSGVO): Löschen Sie sie, sobald das Konto ausgeglichen ist.
       *[owed] Die Gemeinschaft schuldet dieser Person noch { $amount }. Zahlen Sie zurück und löschen Sie dann die Daten.
    }
problem-person-erased = Person gelöscht
problem-person-erased-detail = Die Daten dieser Person wurden gelöscht: Es kommt nichts mehr hinzu. Erfassen Sie eine neue Person.
problem-account-last-admin = Letzter Administrator
problem-account-last-admin-detail = Sie sind der einzige Administrator von: { $firms }. Ernennen Sie einen anderen und schließen Sie dann Ihr Konto.
problem-consent-needed = Zustimmung nötig
problem-consent-needed-detail = Ohne diese Zustimmung kann das Konto nicht bestehen. Um sie zu widerrufen, schließen Sie Ihr Konto.

## Anmeldung und Sicherheit

problem-second-factor-required = Zweiter Faktor erforderlich
problem-second-factor-required-detail = Dieses Büro verlangt einen zweiten Faktor. Fügen Sie in den Sicherheitseinstellungen eine Authentifizierungs-App oder einen Passkey hinzu und versuchen Sie es erneut.
problem-confirmation-required = Passwort zu bestätigen
problem-confirmation-required-detail = Dieser Vorgang ist heikel: Bestätigen Sie zuerst Ihr Passwort und versuchen Sie es innerhalb von zehn Minuten erneut.
problem-challenge-expired = Anmeldung neu beginnen
problem-challenge-expired-detail = Die Zeit für den zweiten Faktor ist abgelaufen. Geben Sie Adresse und Passwort erneut ein.
problem-second-factor-wrong = Falscher Code
problem-second-factor-wrong-detail = Geben Sie den Code ein, den Ihre App jetzt anzeigt; jeder Code gilt einmal. Verwenden Sie sonst einen Wiederherstellungscode.
problem-passkey-refused = Passkey abgelehnt
problem-passkey-refused-detail = Die Antwort Ihres Geräts konnte nicht geprüft werden. Versuchen Sie es erneut oder melden Sie sich auf andere Weise an.
problem-passkeys-unavailable = Passkeys nicht verfügbar
problem-passkeys-unavailable-detail = Passkeys setzen voraus, dass KoproGo über einen Domainnamen geöffnet wird. Wählen Sie eine Authentifizierungs-App.
problem-passkey-not-added = Passkey nicht hinzugefügt
problem-passkey-not-added-detail = Dieses Gerät ist bereits registriert oder die Höchstzahl an Passkeys ist erreicht. Entfernen Sie zuerst einen, den Sie nicht mehr brauchen.
problem-wrong-password = Falsches Passwort
problem-wrong-password-detail = Geben Sie das aktuelle Passwort Ihres Kontos ein und achten Sie auf Groß- und Kleinschreibung.
problem-reset-link-invalid = Ungültiger Link
problem-reset-link-invalid-detail = Dieser Link wurde bereits verwendet, ersetzt oder ist abgelaufen. Fordern Sie über „Passwort vergessen“ einen neuen an.
problem-refresh-refused = Erneuerung abgelehnt
problem-refresh-refused-detail = Dieses Token ist nicht oder nicht mehr gültig. Melden Sie sich mit Ihrem Passwort erneut an.
problem-no-second-factor = Kein zweiter Faktor
problem-no-second-factor-detail = Fügen Sie zuerst eine Authentifizierungs-App oder einen Passkey hinzu: Wiederherstellungscodes ersetzen sie bei Verlust.

problem-subscription-refused = Abonnement: nicht möglich
problem-subscription-refused-detail = { $why ->
    [closed] Das Abonnement ist beendet. Schließen Sie ein neues ab.
    [cancelled] Eine Kündigung läuft. Nehmen Sie sie zuerst zurück.
    [no-change] Es ist kein Tarifwechsel geplant: Es gibt nichts zurückzunehmen.
    [not-cancelled] Es läuft keine Kündigung: Es gibt nichts zurückzunehmen.
    [unknown-method] Dieses Zahlungsmittel wird nicht mehr verwendet. Laden Sie die Seite neu.
    [not-owed] Auf dieser Rechnung ist nichts zu zahlen. Laden Sie die Seite neu.
    [no-method] Es ist kein Zahlungsmittel hinterlegt. Fügen Sie eines hinzu oder zahlen Sie per Überweisung.
    [under-way] Die Zahlung ist schon unterwegs: Warten Sie auf die Antwort des Zahlungsdienstes oder der Bank.
    [tried-out] Diese Rechnung zahlen Sie jetzt per Überweisung oder mit einem anderen Zahlungsmittel.
   *[other] Der Stand des Abonnements lässt das nicht zu. Laden Sie die Seite neu.
}

## Tarife und Preise

problem-limit-reached = Grenze des Tarifs erreicht
problem-limit-reached-detail =
    { $resource ->
        [copros] Der Tarif { $plan } reicht bis { $allowed } Miteigentümergemeinschaften, Sie haben { $used }.
        [users] Der Tarif { $plan } reicht bis { $allowed } Mitarbeitende einschließlich Einladungen, Sie haben { $used }.
       *[other] Der Tarif { $plan } reicht bis { $allowed }, Sie sind bei { $used }.
    } { $remedy ->
        [none] Schreiben Sie uns: Wir finden eine Lösung.
       *[other] Der Tarif { $remedy } erlaubt mehr; nichts wurde gespeichert, nichts ging verloren.
    }
field-plan-unknown = Wählen Sie einen der Tarife: { $plans }.
field-plan-too-small =
    { $remedy ->
        [none] Dieser Tarif reicht bis { $max } Miteigentümergemeinschaften. Schreiben Sie uns, wenn Sie mehr brauchen.
       *[other] Dieser Tarif reicht bis { $max } Miteigentümergemeinschaften. Wählen Sie { $remedy }, wenn Sie mehr brauchen.
    }
field-whole-number-range = Geben Sie eine ganze Zahl von { $min } bis { $max } ein.
field-yes-or-no = Schreiben Sie true oder false.
field-no-annual-option = Wählen Sie monatliche Zahlung: Jährliche wird nicht angeboten.
field-coupon-unknown = Prüfen Sie die Schreibweise: Kein Gutschein hat diesen Code.
field-coupon-not-now = Dieser Gutschein gilt vom { $from } bis { $to }.


## Zugang während des Abonnements

problem-subscription-read-only = Abonnement: nur Lesen
problem-subscription-read-only-detail = Mit dem Abonnement Ihres Büros können Sie nur einsehen und exportieren. Nichts wurde gespeichert, nichts ist verloren. Ein Administrator regelt das auf der Seite { $link }; danach ist sofort wieder alles möglich.
problem-subscription-suspended = Abonnement ausgesetzt
problem-subscription-suspended-detail = Das Abonnement Ihres Büros ist ausgesetzt: Sie können Ihre Daten mitnehmen und Ihre Gemeinschaften übergeben, nichts wird gelöscht. Ein Administrator regelt das auf der Seite { $link }.
problem-payments-off = Online-Zahlung nicht verfügbar
problem-payments-off-detail = Dieser Server ist mit keinem Zahlungsdienst verbunden. Zahlen Sie Ihre Rechnungen per Überweisung; der Betreiber trägt STRIPE_SECRET_KEY in die Konfiguration ein, um Karten und Lastschriften anzunehmen.
problem-payments-failed = Der Zahlungsdienst antwortet nicht
problem-payments-failed-detail = Nichts wurde gespeichert. Versuchen Sie es in einigen Minuten erneut.
field-invalid-siren = Geben Sie die neun Ziffern der SIREN-Nummer ein, zum Beispiel 123 456 782.
field-company-number-elsewhere = Lassen Sie dieses Feld leer: Außerhalb Belgiens und Frankreichs genügt die MwSt.-Nummer.
field-coupon-again = Dieser Gutschein wurde bereits eingelöst.
field-coupon-limit = Sie haben bereits so viele Gutscheine eingelöst wie möglich.
