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
