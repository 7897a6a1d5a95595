## E-mails

mail-greeting = Goedendag,
mail-greeting-name = Goedendag { $name },
mail-signature = Het KoproGo-team
mail-footer = KoproGo, beheer van mede-eigendom. Dit bericht werd automatisch verstuurd.
mail-line = { $name }: { $value }

mail-code-subject = { $code } is uw bevestigingscode voor KoproGo
mail-code-intro = Met deze code bevestigt u uw e-mailadres:
mail-code-validity =
    { $minutes ->
        [one] Vul hem binnen de minuut in op de registratiepagina.
       *[other] Vul hem binnen { $minutes } minuten in op de registratiepagina.
    }
mail-code-ignore = Hebt u deze code niet gevraagd? Negeer dit bericht: zonder de code wordt er geen account aangemaakt.

mail-registered-subject = U hebt al een KoproGo-account
mail-registered-intro = Iemand, wellicht u, heeft zojuist een account gevraagd met dit e-mailadres. Het heeft er al een.
mail-registered-remedy = Meld u aan met uw gebruikelijke e-mailadres en wachtwoord.
mail-registered-ignore = Was u dit niet? U hoeft niets te doen: uw account is ongewijzigd en niemand had er toegang toe.

mail-call-subject = { $copro }: { $title }, { $amount } te betalen uiterlijk op { $due }
mail-call-intro = In bijlage vindt u de oproep ‘{ $title }’ van { $copro }.
mail-call-amount = Bedrag
mail-call-due = Te betalen uiterlijk op
mail-call-iban = IBAN
mail-call-communication = Gestructureerde mededeling
mail-call-instalments = Dit bedrag is de eerste van { $count } schijven; de betalingskalender staat in de brief.
mail-call-how = Het eenvoudigst: open de brief in bijlage en scan de QR-code met de app van uw bank. Vermeld anders zeker de gestructureerde mededeling: zo wordt uw betaling meteen op uw rekening geboekt.
mail-call-question = Een vraag over dit bedrag? Richt u tot { $firm }, uw syndicus.

mail-invitation-firm-subject = { $inviter } nodigt u uit bij { $name }
mail-invitation-firm-intro = { $inviter } nodigt u uit om met { $name } samen te werken in KoproGo, het beheer van mede-eigendom.
mail-invitation-firm = Kantoor
mail-invitation-copro-subject = { $name }: uw toegang tot de online omgeving
mail-invitation-copro-intro = { $inviter } geeft u toegang tot de online omgeving van { $name }.
mail-invitation-copro = Mede-eigendom
mail-invitation-role = Uw hoedanigheid
mail-invitation-by = Uitgenodigd door
mail-invitation-button = Uitnodiging aanvaarden
mail-invitation-validity =
    { $hours ->
        [one] Deze link is persoonlijk, werkt één keer en blijft één uur geldig.
       *[other] Deze link is persoonlijk, werkt één keer en blijft { $hours } uur geldig.
    }
mail-invitation-ignore = Verwachtte u deze uitnodiging niet? Negeer dit bericht: zonder u verandert er niets.
mail-role-firm-admin = beheerder van het kantoor
mail-role-gestionnaire = dossierbeheerder
mail-role-comptable = boekhouder
mail-role-assistant = assistent
mail-role-council-member = lid van de raad van mede-eigendom
mail-role-auditor = commissaris van de rekeningen
mail-role-co-owner = mede-eigenaar
mail-role-occupant = bewoner

mail-transfer-subject = { $firm } draagt de mede-eigendom { $copro } aan u over
mail-transfer-intro = De algemene vergadering van { $decided } heeft een nieuwe syndicus gekozen voor { $copro }. { $firm } vraagt u de mede-eigendom in KoproGo over te nemen, met haar volledige dossier en boekhouding.
mail-transfer-how =
    { $days ->
        [one] Open deze link binnen de dag, meld u aan of registreer u met dit adres en aanvaard voor uw kantoor:
       *[other] Open deze link binnen { $days } dagen, meld u aan of registreer u met dit adres en aanvaard voor uw kantoor:
    }
mail-transfer-ignore = Verwachtte u deze vraag niet? Stuur ze aan niemand door en weiger ze, of laat ze vervallen: zonder uw akkoord verandert er niets.

mail-transferred-subject = { $copro } is overgegaan naar { $firm }
mail-transferred-intro = De mede-eigendom { $copro } wordt voortaan beheerd door { $firm }. Geschiedenis, boekhouding en documenten zijn ongewijzigd.
mail-transferred-gave = Uw kantoor heeft er geen toegang meer toe. Het volledige dossier van uw beheer staat klaar onder ‘Overgedragen dossiers’ van uw kantoor.
mail-transferred-took = U vindt ze in de portefeuille van uw kantoor. Controleer de toegangen en de bankrekeningen vóór de eerste oproep.

mail-support-requested-subject = { $copro }: KoproGo-support vraagt toegang
mail-support-requested-intro = Iemand van het technische team van KoproGo vraagt om { $copro } te bekijken, alleen-lezen en hoogstens { $minutes } minuten lang.
mail-support-opened-subject = { $copro }: toegang voor KoproGo-support is open
mail-support-opened-intro = Iemand van het technische team van KoproGo kan { $copro } bekijken, alleen-lezen en hoogstens { $minutes } minuten lang.
mail-support-reason = Reden
mail-support-ticket = Dossier
mail-support-operator = Gevraagd door
mail-support-consent = Zonder uw akkoord gaat deze toegang niet open. Aanvaard of weiger ze in KoproGo, op de pagina “Supporttoegang” van de mede-eigendom.
mail-support-break-glass = Dit is een noodgeval: twee mensen van het team kunnen deze toegang samen openen. U kunt ze weigeren of op elk moment beëindigen op de pagina “Supporttoegang” van de mede-eigendom.
mail-support-end = U kunt ze op elk moment beëindigen op de pagina “Supporttoegang” van de mede-eigendom.
mail-support-noted = Elke raadpleging staat in het logboek van de mede-eigendom. Contactgegevens van personen blijven verborgen.

mail-reset-subject = Kies een nieuw wachtwoord voor KoproGo
mail-reset-intro = U hebt gevraagd om het wachtwoord van uw KoproGo-account te vervangen. Volg deze link om een nieuw te kiezen:
mail-reset-link = Nieuw wachtwoord kiezen
mail-reset-validity =
    { $minutes ->
        [one] Deze link werkt één keer en blijft één minuut geldig.
       *[other] Deze link werkt één keer en blijft { $minutes } minuten geldig.
    }
mail-reset-ignore = Hebt u niets gevraagd? Dan mag u dit bericht negeren: uw wachtwoord blijft ongewijzigd.

mail-security-not-you = Was u dit niet? Kies dan meteen een nieuw wachtwoord via ‘Wachtwoord vergeten’ en sluit alle sessies in de beveiligingsinstellingen.
mail-security-password-changed-subject = Uw KoproGo-wachtwoord is gewijzigd
mail-security-password-changed = Het wachtwoord van uw account is zonet vervangen. De andere open sessies zijn gesloten.
mail-security-totp-added-subject = Een authenticatie-app beschermt uw KoproGo-account
mail-security-totp-added = Er is zonet een authenticatie-app aan uw account toegevoegd. Bij elke aanmelding wordt u een code gevraagd.
mail-security-totp-removed-subject = De authenticatie-app is van uw KoproGo-account verwijderd
mail-security-totp-removed = De codes van uw authenticatie-app worden niet meer aanvaard voor uw account.
mail-security-passkey-added-subject = Er is een toegangssleutel aan uw KoproGo-account toegevoegd
mail-security-passkey-added = De toegangssleutel ‘{ $name }’ opent voortaan uw account.
mail-security-passkey-removed-subject = Er is een toegangssleutel van uw KoproGo-account verwijderd
mail-security-passkey-removed = Een toegangssleutel is zonet verwijderd: hij opent uw account niet meer.
mail-security-recovery-renewed-subject = Nieuwe herstelcodes voor KoproGo
mail-security-recovery-renewed = Er zijn zonet nieuwe herstelcodes voor uw account gemaakt. De vorige zijn niets meer waard.
mail-security-recovery-used-subject = Een herstelcode heeft uw KoproGo-account geopend
mail-security-recovery-used =
    { $left ->
        [0] Iemand heeft zich bij uw account aangemeld met uw laatste herstelcode. Maak nieuwe in de beveiligingsinstellingen.
        [one] Iemand heeft zich bij uw account aangemeld met een herstelcode. Er blijft er nog één over: maak nieuwe in de beveiligingsinstellingen.
       *[other] Iemand heeft zich bij uw account aangemeld met een herstelcode. Er blijven er nog { $left } over.
    }
mail-security-refresh-reused-subject = Een toegang via een programma tot uw KoproGo-account is afgesloten
mail-security-refresh-reused = Een al gebruikt vernieuwingstoken werd een tweede keer aangeboden: misschien bezit een ander programma er een kopie van. Voor de zekerheid is deze sessie gesloten. Meld uw programma opnieuw aan met uw wachtwoord.
