## E-Mails zum Abonnement

billing-mail-question = Fragen? Schreiben Sie an { $contact }: Ein Mensch antwortet Ihnen. Diese Nachricht betrifft { $firm }.
billing-mail-button = Zur Seite des Abonnements
billing-mail-button-method = Zahlungsmittel angeben
billing-mail-button-pay = Bezahlen oder Zahlungsmittel wechseln
billing-mail-button-export = Daten exportieren
billing-mail-export = Ihre Daten bleiben Ihre Daten: Sie können sie jederzeit auf der Seite des Abonnements exportieren, was auch geschieht.
billing-mail-plan-standard = Standard
billing-mail-plan-plus = Plus

billing-mail-row-amount = Betrag
billing-mail-row-open = Noch zu zahlen
billing-mail-row-number = Dokument
billing-mail-row-corrects = Berichtigt Rechnung
billing-mail-row-due = Zahlbar spätestens am
billing-mail-row-iban = IBAN
billing-mail-row-communication = Strukturierte Mitteilung
billing-mail-row-debit = Tag der Lastschrift
billing-mail-row-mandate = Mandatsreferenz
billing-mail-row-creditor = Gläubiger-Identifikationsnummer
billing-mail-row-creditor-name = Gläubiger
billing-mail-row-account = Belastetes Konto
billing-mail-row-from = Ab dem
billing-mail-row-plan = Tarif
billing-mail-row-price = Preis je Miteigentum und Monat, ohne MwSt.
billing-mail-row-bill = Rechnung { $number }, fällig am { $due }

billing-mail-invoice-subject = Rechnung { $number }: { $amount }
billing-mail-invoice-intro = Hier ist die Rechnung Ihres KoproGo-Abonnements. Sie finden sie im Anhang.
billing-mail-invoice-transfer = Bezahlen Sie sie per Überweisung mit der strukturierten Mitteilung. Wenn Sie nicht mehr daran denken möchten, geben Sie auf der Seite des Abonnements eine Karte oder ein Mandat an.
billing-mail-invoice-debit = Sie brauchen nichts zu tun: Der Betrag wird von Ihrem Konto eingezogen. Den Tag nennt Ihnen eine eigene Nachricht.
billing-mail-invoice-card = Sie brauchen nichts zu tun: Der Betrag wird von Ihrer Karte mit den Endziffern { $digits } abgebucht.
billing-mail-invoice-paid = Ihr Guthaben bei uns deckt diese Rechnung: Es ist nichts zu zahlen.
billing-mail-invoice-electronic = Die strukturierte elektronische Rechnung liegt neben dem PDF auf der Seite des Abonnements.

billing-mail-credit-subject = Gutschrift { $number } zur Rechnung { $corrects }
billing-mail-credit-intro = Hier ist eine Gutschrift, im Anhang: Rechnung { $corrects } hatte zu viel verlangt.
billing-mail-credit-how = Der Betrag mindert, was Sie noch schulden; was übrig bleibt, wird von Ihrer nächsten Rechnung abgezogen.

billing-mail-trial-ends-subject = Ihr Test von KoproGo endet am { $day }
billing-mail-trial-ends-intro = Ihr kostenloser Test läuft bis einschließlich { $day }.
billing-mail-trial-goes-on = Ihr Zahlungsmittel ist bekannt: Die Arbeit geht ohne Unterbrechung weiter, und die erste Rechnung folgt einen Monat später. Möchten Sie lieber aufhören, kündigen Sie vor diesem Tag: Es wird nichts verlangt.
billing-mail-trial-choose = Um ohne Unterbrechung weiterzuarbeiten, geben Sie eine Karte oder ein SEPA-Mandat an. Die erste Rechnung folgt einen Monat später.
billing-mail-trial-nothing = Sonst wird nichts berechnet: Ihre Miteigentumsgemeinschaften bleiben lesbar, können aber nicht mehr geändert werden.

billing-mail-trial-over-subject = Ihr Test von KoproGo ist beendet
billing-mail-trial-over-intro = Ihr kostenloser Test ist beendet. Es wird nichts berechnet; Ihre Miteigentumsgemeinschaften bleiben lesbar, können aber nicht mehr geändert werden.
billing-mail-trial-over-how = Geben Sie ein Zahlungsmittel an, und alles ist sofort wieder möglich. Sonst wird das Konto am { $day } geschlossen.

billing-mail-debit-subject = Lastschrift von { $amount } am { $day }
billing-mail-debit-intro = Gemäß Ihrem Mandat ziehen wir den folgenden Betrag von Ihrem Konto ein.
billing-mail-debit-how = Bitte sorgen Sie an diesem Tag für Deckung. Scheint Ihnen der Betrag nicht richtig, schreiben Sie uns vorher; Sie können auch ein anderes Zahlungsmittel wählen.
billing-mail-debit-back = Ihre Bank erstattet eine Lastschrift acht Wochen lang auf einfache Anfrage.

billing-mail-failed-subject = Die Zahlung der Rechnung { $number } ist gescheitert
billing-mail-failed-intro = Die Zahlung der Rechnung { $number } kam nicht zustande: Ihre Bank hat sie abgelehnt.
billing-mail-failed-again = Wir versuchen es am { $day } noch einmal.
billing-mail-failed-method = Prüfen Sie Karte oder Konto oder geben Sie ein anderes Zahlungsmittel an: Der Betrag wird dann sofort wieder eingezogen.

billing-mail-again-subject = Rechnung { $number } ist wieder zu zahlen
billing-mail-again-intro = Die Bank hat die Zahlung der Rechnung { $number } zurückgeholt. Der Betrag ist wieder fällig, spätestens am { $day }.
billing-mail-again-how = Wissen Sie nicht, warum? Fragen Sie Ihre Bank oder schreiben Sie uns. Bezahlen können Sie auf der Seite des Abonnements.

billing-mail-remind-first-subject = { $amount } offen: vielleicht vergessen?
billing-mail-remind-first-intro = Eine Rechnung Ihres Abonnements ist fällig, und { $amount } sind noch nicht bei uns eingegangen. Sicher ein Versehen; ist die Zahlung gerade unterwegs, ist diese Nachricht gegenstandslos.
billing-mail-remind-first-then = Für Sie ändert sich nichts. Ohne Zahlung erinnern wir Sie am { $day } noch einmal.
billing-mail-remind-next-subject = Zweite Erinnerung: { $amount } offen
billing-mail-remind-next-intro = Trotz unserer Erinnerung sind { $amount } für Ihr Abonnement offen.
billing-mail-remind-next-then = Bitte zahlen Sie diesen Betrag vor dem { $day }, dem Tag der letzten Erinnerung.
billing-mail-remind-last-subject = Letzte Erinnerung: { $amount }, ab { $day } nur noch lesbar
billing-mail-remind-last-intro = Unsere Erinnerungen blieben ohne Antwort: { $amount } sind für Ihr Abonnement weiterhin offen.
billing-mail-remind-last-then = Ohne Zahlung sind Ihre Miteigentumsgemeinschaften ab dem { $day } nur noch lesbar: Sie können sie ansehen und exportieren, nicht mehr ändern. Eine Zahlung vor diesem Tag verhindert das.
billing-mail-remind-talk = Ein vorübergehender Engpass? Schreiben Sie uns vor diesem Tag: Wir suchen gemeinsam eine Lösung.

billing-mail-read-only-subject = Ihre Miteigentumsgemeinschaften sind nur noch lesbar
billing-mail-read-only-intro = { $amount } sind seit mehr als einem Monat offen. Ihre Miteigentumsgemeinschaften sind jetzt nur noch lesbar: Alles bleibt sichtbar, nichts kann geändert werden.
billing-mail-read-only-then = Sobald der Betrag bezahlt ist, ist alles sofort wieder möglich. Sonst bleibt ab dem { $day } nur der Export offen.

billing-mail-export-only-subject = Ihr Konto ist ausgesetzt
billing-mail-export-only-intro = { $amount } sind trotz unserer Erinnerungen offen. Ihr Konto ist ausgesetzt: Nur der Export Ihrer Daten bleibt offen. Ausgesetzte Tage werden nicht berechnet, und nichts wird gelöscht.
billing-mail-export-only-then = Sobald der Betrag bezahlt ist, ist alles sofort wieder möglich. Sonst wird das Konto am { $day } geschlossen.

billing-mail-restored-subject = Alles ist wieder offen
billing-mail-restored-intro = Sie haben wieder vollen Zugang: Ihre Miteigentumsgemeinschaften können wieder geändert werden.
billing-mail-restored-thanks = Vielen Dank. Mehr ist nicht zu tun.

billing-mail-change-subject = Ihr Tarif ändert sich am { $day }
billing-mail-change-intro = Wir haben die Änderung Ihres Abonnements vorgemerkt.
billing-mail-change-until = Bis dahin ändert sich nichts. Bis zum Vortag können Sie darauf verzichten.

billing-mail-cancel-subject = Kündigung zum { $day } bestätigt
billing-mail-cancel-intro = Ihr Abonnement endet am { $day }. Bis dahin läuft alles wie gewohnt; die letzte Rechnung betrifft nur die Tage bis zu diesem Datum.
billing-mail-cancel-until = Bis zum Vortag können Sie Ihre Entscheidung zurücknehmen.

billing-mail-closed-cancelled-subject = Ihr KoproGo-Konto ist geschlossen
billing-mail-closed-cancelled-intro = Wie gewünscht ist Ihr Abonnement beendet. Danke für die Zusammenarbeit.
billing-mail-closed-trial-subject = Ihr KoproGo-Testkonto ist geschlossen
billing-mail-closed-trial-intro = Ihr Test ging vor einiger Zeit zu Ende, ohne dass ein Zahlungsmittel angegeben wurde. Das Konto ist geschlossen; es wird nichts berechnet.
billing-mail-closed-unpaid-subject = Ihr KoproGo-Konto ist wegen Zahlungsrückstands geschlossen
billing-mail-closed-unpaid-intro = Unsere Erinnerungen blieben ohne Antwort: Ihr Konto ist geschlossen. Der offene Betrag bleibt geschuldet.
billing-mail-closed-bankrupt-subject = Ihr KoproGo-Konto ist geschlossen
billing-mail-closed-bankrupt-intro = Infolge der Insolvenz von { $firm } ist das Abonnement beendet. Die Daten stehen dem Konkursverwalter zur Verfügung.
billing-mail-closed-ended-subject = Ihr KoproGo-Konto ist geschlossen
billing-mail-closed-ended-intro = Das Abonnement von { $firm } ist beendet.
billing-mail-data-goes-subject = Die Daten Ihres KoproGo-Kontos werden bald gelöscht
billing-mail-data-goes-intro = Ihr Konto ist geschlossen, und seine Daten werden am { $day } gelöscht.
billing-mail-closed-export = Bis einschließlich { $day } können Sie jede Miteigentumsgemeinschaft mit Konten, Belegen und Dokumenten auf der Seite des Abonnements exportieren. Danach werden die Daten gelöscht.
billing-mail-closed-invoices = Ihre Rechnungen bleiben bis zum selben Tag verfügbar; bewahren Sie sie zehn Jahre auf.
