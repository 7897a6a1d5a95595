# Team, Einladungen und Zugang.

## @people
title-invitation = Einladung
invite-by = { $name } lädt Sie ein zu
invite-for = Für { $email } · die Einladung verfällt { $when }
invite-role-firm_admin = Sie leiten das Büro, sein Team und alle Gebäude.
invite-role-gestionnaire = Sie verwalten Gebäude, von den Einheiten bis zu den Geldabrufen.
invite-role-comptable = Sie führen die Bücher der Gebäude.
invite-role-assistant = Sie halten die Akten der Gebäude aktuell.
invite-role-council_member = Sie begleiten Konten und Rechnungen im Namen der Miteigentümer.
invite-role-auditor = Sie prüfen die Konten: Sie lesen alles und ändern nichts.
invite-role-co_owner = Sie sehen Ihr Konto, Ihre Einheiten und was zu zahlen ist.
invite-role-occupant = Sie finden die Angaben zum Gebäude, in dem Sie wohnen.
invite-accept = Einladung annehmen
invite-later = Nicht jetzt
invite-known = { $email } hat schon ein Konto. Melden Sie sich an, um anzunehmen.
invite-signin = Anmelden und annehmen
invite-name = Ihr Name
invite-signup = Konto anlegen und annehmen
invite-other-title = Sie sind als { $email } angemeldet
invite-other-text = Diese Einladung gilt für { $email }. Melden Sie sich ab, um sie mit dieser Adresse anzunehmen, oder bitten Sie um eine für die andere.
invite-other-action = Abmelden und weiter
invite-other-stay = Angemeldet bleiben
invite-gone-title = Diese Einladung gilt nicht mehr
invite-gone-text = Sie kann verfallen, zurückgezogen oder schon verwendet sein. Bitten Sie die einladende Person um eine neue.
invitations-title = Offene Einladungen
invitation-send = Einladung senden
invitation-sent = Die Einladung ist an { $email } unterwegs.
invitation-expires = Verfällt { $when }
invitation-expired = Verfallen
invitation-by = Von { $name }, { $when }
invitation-resend = Erneut senden
invitation-withdraw = Einladung zurückziehen
invitation-withdraw-text = Der an { $email } gesandte Link gilt dann nicht mehr.
invitation-withdrawn = Die Einladung ist zurückgezogen.
title-team = Team
team-lead = Wer in diesem Büro arbeitet, und an welchen Gebäuden.
team-invite = Jemanden einladen
team-invite-hint = Die Einladung kommt dort mit einem persönlichen Link an.
team-who = Person
team-you = (Sie)
team-role = Rolle
team-role-firm_admin = Alles, auch Team, API-Schlüssel und Abschlüsse.
team-role-gestionnaire = Verwaltet Gebäude, von Einheiten bis Geldabrufen.
team-role-comptable = Rechnungen, Abrufe, Eingänge und Abschlüsse.
team-role-assistant = Pflegt Einheiten und Miteigentümer; bucht nichts.
team-admin-sees-all = Die Büroleitung sieht alle Gebäude.
team-copros = Gebäude
team-copros-all = Alle
team-copros-all-hint = Auch künftige.
team-copros-some = Einzelne
team-copros-some-hint = Die anderen bleiben unsichtbar.
team-copros-chosen =
    { $count ->
        [one] { $shown } Gebäude gewählt
       *[other] { $shown } Gebäude gewählt
    }
team-copros-choose = Wählen Sie mindestens ein Gebäude.
team-sees-all = Alle
team-sees-some =
    { $count ->
        [one] { $shown } Gebäude
       *[other] { $shown } Gebäude
    }
team-factor = Zweiter Faktor
team-factor-on = Aktiv
team-factor-off = Fehlt
team-since = Seit
team-acts = Aktionen
team-change = Ändern
team-change-named = { $name } ändern
team-change-now = Die Änderung gilt ab der nächsten Anfrage, ohne neue Anmeldung.
team-changed = { $name }: Änderung gespeichert.
team-remove = Aus dem Team entfernen
team-remove-named = { $name } entfernen
team-remove-text = { $name } gehört dann nicht mehr zum Büro.
team-remove-access = Der Zugang zu allen Gebäuden endet sofort, auf jedem Gerät.
team-remove-keys = Von dieser Person angelegte API-Schlüssel bleiben beim Büro: Widerrufen Sie, was Sie nicht kennen.
team-remove-trace = Was getan wurde, bleibt unter dem Namen im Protokoll.
team-removed = { $name } gehört nicht mehr zum Team.
team-leave = Dieses Büro verlassen
team-leave-text = Sie verlieren sofort den Zugang zu diesem Büro und seinen Gebäuden. Nur die Büroleitung kann Sie wieder einladen.
team-unprotected =
    { $count ->
        [one] { $shown } Person hat keinen zweiten Faktor
       *[other] { $shown } Personen haben keinen zweiten Faktor
    }
team-unprotected-text = Ein gestohlenes Passwort würde genügen. Sie können vom ganzen Team einen zweiten Faktor verlangen.
team-to-settings = Sicherheit des Büros
team-alone = Sie arbeiten vorerst allein
team-alone-text = Laden Sie Ihre Kollegen ein: jeder mit Konto, Rolle und Gebäuden. Der Preis hängt nicht von der Zahl der Nutzer ab.
title-firm-settings = Einstellungen des Büros
firm-identity = Büro
firm-identity-text = Dieser Name steht auf Geldabrufen und Einladungen.
firm-name = Name des Büros
firm-company-number = Unternehmensnummer (ZDU)
firm-company-number-hint = Sie kennzeichnet das Büro und lässt sich nicht ändern.
firm-saved = Die Einstellungen des Büros sind gespeichert.
firm-factor = Zweiter Faktor verpflichtend
firm-factor-text = Jede Person im Team meldet sich dann zusätzlich zum Passwort mit App oder Passkey an.
firm-factor-on = Verpflichtend
firm-factor-off = Freiwillig
firm-factor-require = Verpflichtend machen
firm-factor-stop = Nicht mehr verlangen
firm-factor-require-text = Wer noch keinen hat, muss bei der nächsten Handlung einen einrichten, bevor etwas vom Büro sichtbar ist.
firm-factor-stop-text = Wer seinen zweiten Faktor entfernt, kommt dann wieder allein mit dem Passwort hinein.
firm-factor-own-title = Beginnen Sie bei sich
firm-factor-own-text = Diese Sitzung hat keinen zweiten Faktor: Richten Sie zuerst Ihren ein, sonst stehen Sie als Erste draußen.
firm-factor-own-action = Meine Sicherheit
title-access = Zugang zum Gebäude
access-lead = Personen außerhalb des Büros, die dieses Gebäude sehen. Ihre Rolle bleibt bei einem Wechsel des Syndikus.
access-invite = Zugang geben
access-role-co_owner = Eigenes Konto, Einheiten und Verteilerschlüssel.
access-role-council_member = Liest Konten, Rechnungen und Abrufe; keine Kontaktdaten.
access-role-auditor = Liest alle Konten und alle Belege.
access-role-occupant = Nur das Gebäude, um zu wissen, an wen man sich wendet.
access-person = Verbundene Person
access-person-search = Name der Person
access-person-needed = Das Konto dieser Person wird sichtbar.
access-person-hint = Verbindet den Zugang mit einer Person des Gebäudes.
access-email-hint = Die der Person wird vorgeschlagen; eine andere geht auch.
access-no-person = Keine
access-withdraw = Zugang entziehen
access-withdraw-named = { $name } den Zugang entziehen ({ $role })
access-withdraw-text = { $name } sieht { $copro } ab sofort nicht mehr als { $role }. Die Person und ihre Konten bleiben erfasst.
access-withdrawn = { $name } hat diesen Zugang nicht mehr.
access-empty = Niemand außer Ihrem Büro
access-empty-text = Geben Sie dem Rat der Miteigentümer und dem Rechnungskommissar Lesezugang und jedem Miteigentümer sein eigenes Konto. Sie beantworten weniger E-Mails.

## @own
title-my-copros = Meine Miteigentümergemeinschaften
mine-lead = Die Gebäude, in denen Sie eine Rolle haben: Miteigentümer, Rat, Rechnungskommissar, Bewohner.
mine-account = Meine Kosten
mine-empty = Noch kein Gebäude
mine-empty-text = Ihr Syndikus gibt Ihnen Zugang durch eine Einladung an Ihre E-Mail-Adresse.
title-own = Meine Kosten
own-lead = Was die Gemeinschaft von Ihnen verlangt, was Sie gezahlt haben und was bleibt.
own-owed = Zu zahlen
own-ahead = Zu Ihren Gunsten
own-owed-text = Zahlen Sie auf das Konto der Gemeinschaft, mit der nebenstehenden Mitteilung.
own-ahead-text = Dieser Betrag wird vom nächsten Abruf abgezogen.
own-even-text = Heute ist nichts zu zahlen.
own-communication = Strukturierte Mitteilung
own-communication-text = Immer dieselbe: Sie verbindet Ihre Zahlungen mit Ihrem Konto.
own-lots = Ihre Einheiten
own-shares = { $shares } Anteile von { $total }
own-statement = Bewegungen
own-period = Zeitraum
own-from = Vom
own-on = Bis
own-opening = Saldo am { $date }: { $amount }
own-due = zu zahlen bis { $date }
own-asked = Verlangt
own-paid = Gezahlt
own-balance = Saldo
own-no-lines = Keine Bewegungen in diesem Zeitraum.
own-empty = Kein Konto ist mit Ihnen verbunden
own-empty-text = Ihr Syndikus verbindet Ihren Zugang mit Ihrer Miteigentümerkarte. Bitten Sie darum.

## @privacy
title-person = Personenbezogene Daten
privacy-lead = Was das Gebäude über diese Person weiß, und ihre Rechte.
privacy-edit = Ändern
privacy-data = Daten
privacy-data-text = Wie sie für Einberufungen, Abrufe und Zahlungen dienen.
privacy-email = E-Mail
privacy-phone = Telefon
privacy-address = Adresse
privacy-language = Sprache
privacy-company-number = ZDU-Nummer
privacy-export = Auskunftsrecht
privacy-export-text = Alles über diese Person, lesbar für sie und für Programme: binnen eines Monats nach ihrer Anfrage zu übergeben.
privacy-export-action = Dossier herunterladen
privacy-erase = Recht auf Löschung
privacy-erase-text = Möglich, wenn die Person keine Einheit und kein offenes Konto mehr hat.
privacy-erase-goes = Gelöscht werden: Name, Kontaktdaten, IBAN und Zugang, auch in den Einzelheiten des Protokolls.
privacy-erase-stays = Bleiben: Buchungen und Belege, die das Gesetz aufzubewahren verlangt.
privacy-erase-action = Diese Daten löschen
privacy-erase-confirm = Die Daten von { $name } werden endgültig gelöscht.
privacy-reason = Grund
privacy-reason-hint = Er bleibt im Protokoll, zum Beispiel „Anfrage vom 3. März“.
privacy-erased = Daten gelöscht am { $date }
privacy-kept = Was aufbewahrt wird, und warum:
privacy-kept-until = bis { $date }
