## E-mails over het abonnement

billing-mail-question = Een vraag? Schrijf naar { $contact }: een mens antwoordt. Dit bericht gaat over { $firm }.
billing-mail-button = Naar de pagina van het abonnement
billing-mail-button-method = Een betaalmiddel opgeven
billing-mail-button-pay = Betalen of een ander betaalmiddel kiezen
billing-mail-button-export = Gegevens exporteren
billing-mail-export = Uw gegevens blijven van u: u kunt ze altijd exporteren op de pagina van het abonnement, wat er ook gebeurt.
billing-mail-plan-standard = Standard
billing-mail-plan-plus = Plus

billing-mail-row-amount = Bedrag
billing-mail-row-open = Nog te betalen
billing-mail-row-number = Document
billing-mail-row-corrects = Verbetert factuur
billing-mail-row-due = Te betalen uiterlijk op
billing-mail-row-iban = IBAN
billing-mail-row-communication = Gestructureerde mededeling
billing-mail-row-debit = Datum van de domiciliëring
billing-mail-row-mandate = Mandaatreferte
billing-mail-row-creditor = Identificatie van de schuldeiser
billing-mail-row-creditor-name = Schuldeiser
billing-mail-row-account = Rekening
billing-mail-row-from = Vanaf
billing-mail-row-plan = Formule
billing-mail-row-price = Prijs per mede-eigendom en per maand, zonder btw
billing-mail-row-bill = Factuur { $number }, vervallen op { $due }

billing-mail-invoice-subject = Factuur { $number }: { $amount }
billing-mail-invoice-intro = Hier is de factuur van uw KoproGo-abonnement. U vindt ze als bijlage.
billing-mail-invoice-transfer = Betaal ze met een overschrijving, met de gestructureerde mededeling. Wilt u er niet meer aan denken, geef dan een kaart of mandaat op op de pagina van het abonnement.
billing-mail-invoice-debit = U hoeft niets te doen: het bedrag wordt van uw rekening afgehouden. Een apart bericht noemt de datum.
billing-mail-invoice-card = U hoeft niets te doen: het bedrag wordt van uw kaart eindigend op { $digits } afgehouden.
billing-mail-invoice-paid = Wat wij u verschuldigd waren, dekt deze factuur: er is niets te betalen.
billing-mail-invoice-electronic = De gestructureerde elektronische factuur staat naast de pdf op de pagina van het abonnement.

billing-mail-credit-subject = Creditnota { $number } bij factuur { $corrects }
billing-mail-credit-intro = Hier is een creditnota, als bijlage: factuur { $corrects } had u te veel gevraagd.
billing-mail-credit-how = Het bedrag vermindert wat u nog verschuldigd bent; de rest gaat af van uw volgende factuur.

billing-mail-trial-ends-subject = Uw proefperiode van KoproGo eindigt op { $day }
billing-mail-trial-ends-intro = Uw gratis proefperiode loopt tot en met { $day }.
billing-mail-trial-goes-on = Uw betaalmiddel is bekend: het werk gaat zonder onderbreking door en de eerste factuur volgt een maand later. Wilt u liever stoppen, zeg dan voor die dag op: er wordt u niets gevraagd.
billing-mail-trial-choose = Om zonder onderbreking verder te werken, geeft u een kaart of SEPA-mandaat op. De eerste factuur volgt een maand later.
billing-mail-trial-nothing = Anders wordt niets aangerekend: uw mede-eigendommen blijven leesbaar, maar kunnen niet meer worden gewijzigd.

billing-mail-trial-over-subject = Uw proefperiode van KoproGo is voorbij
billing-mail-trial-over-intro = Uw gratis proefperiode is voorbij. Er wordt niets aangerekend; uw mede-eigendommen blijven leesbaar, maar kunnen niet meer worden gewijzigd.
billing-mail-trial-over-how = Geef een betaalmiddel op en alles is meteen weer mogelijk. Anders wordt de account op { $day } gesloten.

billing-mail-debit-subject = Domiciliëring van { $amount } op { $day }
billing-mail-debit-intro = Volgens uw mandaat houden wij het volgende bedrag van uw rekening af.
billing-mail-debit-how = Zorg dat er die dag genoeg op de rekening staat. Klopt het bedrag volgens u niet, schrijf ons dan voor die dag; u kunt ook een ander betaalmiddel kiezen.
billing-mail-debit-back = Uw bank betaalt een domiciliëring gedurende acht weken op eenvoudig verzoek terug.

billing-mail-failed-subject = De betaling van factuur { $number } is mislukt
billing-mail-failed-intro = De betaling van factuur { $number } is niet gelukt: uw bank heeft ze geweigerd.
billing-mail-failed-again = Wij proberen het opnieuw op { $day }.
billing-mail-failed-method = Kijk de kaart of rekening na, of geef een ander betaalmiddel op: het bedrag wordt dan meteen opnieuw gevraagd.

billing-mail-again-subject = Factuur { $number } is opnieuw te betalen
billing-mail-again-intro = De bank heeft de betaling van factuur { $number } teruggenomen. Het bedrag is opnieuw verschuldigd, uiterlijk op { $day }.
billing-mail-again-how = Weet u niet waarom, vraag het dan aan uw bank of schrijf ons. Betaal ze op de pagina van het abonnement.

billing-mail-remind-first-subject = { $amount } te betalen: misschien vergeten?
billing-mail-remind-first-intro = Een factuur van uw abonnement is vervallen en wij hebben { $amount } nog niet ontvangen. Waarschijnlijk bent u het vergeten; is de betaling net vertrokken, dan mag u dit bericht negeren.
billing-mail-remind-first-then = Er verandert niets voor u. Zonder betaling herinneren wij u er op { $day } aan.
billing-mail-remind-next-subject = Tweede herinnering: { $amount } te betalen
billing-mail-remind-next-intro = Ondanks onze herinnering blijft { $amount } te betalen voor uw abonnement.
billing-mail-remind-next-then = Gelieve dit bedrag te betalen voor { $day }, de dag van de laatste herinnering.
billing-mail-remind-last-subject = Laatste herinnering: { $amount }, alleen lezen vanaf { $day }
billing-mail-remind-last-intro = Onze herinneringen bleven zonder gevolg: { $amount } is nog altijd verschuldigd voor uw abonnement.
billing-mail-remind-last-then = Zonder betaling zijn uw mede-eigendommen vanaf { $day } alleen nog leesbaar: u kunt ze bekijken en exporteren, niet meer wijzigen. Een betaling voor die dag voorkomt dat.
billing-mail-remind-talk = Tijdelijk moeilijk? Schrijf ons voor die dag: wij zoeken samen een oplossing.

billing-mail-read-only-subject = Uw mede-eigendommen zijn alleen nog leesbaar
billing-mail-read-only-intro = { $amount } is al meer dan een maand verschuldigd. Uw mede-eigendommen zijn nu alleen leesbaar: alles blijft zichtbaar, niets kan worden gewijzigd.
billing-mail-read-only-then = Zodra het bedrag betaald is, is alles meteen weer mogelijk. Anders blijft vanaf { $day } alleen de export open.

billing-mail-export-only-subject = Uw account is opgeschort
billing-mail-export-only-intro = { $amount } blijft verschuldigd ondanks onze herinneringen. Uw account is opgeschort: alleen de export van uw gegevens blijft open. Dagen van opschorting worden niet aangerekend en niets wordt gewist.
billing-mail-export-only-then = Zodra het bedrag betaald is, is alles meteen weer mogelijk. Anders wordt de account op { $day } gesloten.

billing-mail-restored-subject = Alles is weer open
billing-mail-restored-intro = Uw toegang is volledig: uw mede-eigendommen kunnen weer worden gewijzigd.
billing-mail-restored-thanks = Bedankt. U hoeft verder niets te doen.

billing-mail-change-subject = Uw formule verandert op { $day }
billing-mail-change-intro = Wij hebben de wijziging van uw abonnement genoteerd.
billing-mail-change-until = Tot dan verandert er niets. U kunt er tot de dag ervoor van afzien.

billing-mail-cancel-subject = Opzegging bevestigd per { $day }
billing-mail-cancel-intro = Uw abonnement eindigt op { $day }. Tot dan werkt alles zoals gewoonlijk; de laatste factuur betreft alleen de dagen tot die datum.
billing-mail-cancel-until = U kunt tot de dag ervoor op uw beslissing terugkomen.

billing-mail-closed-cancelled-subject = Uw KoproGo-account is gesloten
billing-mail-closed-cancelled-intro = Zoals u vroeg, is uw abonnement geëindigd. Bedankt voor de samenwerking.
billing-mail-closed-trial-subject = Uw proefaccount van KoproGo is gesloten
billing-mail-closed-trial-intro = Uw proefperiode is enige tijd geleden geëindigd zonder dat een betaalmiddel werd opgegeven. De account is gesloten; er wordt niets aangerekend.
billing-mail-closed-unpaid-subject = Uw KoproGo-account is gesloten wegens niet-betaling
billing-mail-closed-unpaid-intro = Onze herinneringen bleven zonder gevolg: uw account is gesloten. Het onbetaalde bedrag blijft verschuldigd.
billing-mail-closed-bankrupt-subject = Uw KoproGo-account is gesloten
billing-mail-closed-bankrupt-intro = Door het faillissement van { $firm } is het abonnement geëindigd. De gegevens staan ter beschikking van de curator.
billing-mail-closed-ended-subject = Uw KoproGo-account is gesloten
billing-mail-closed-ended-intro = Het abonnement van { $firm } is geëindigd.
billing-mail-data-goes-subject = De gegevens van uw KoproGo-account worden binnenkort gewist
billing-mail-data-goes-intro = Uw account is gesloten en de gegevens ervan worden op { $day } gewist.
billing-mail-closed-export = Tot en met { $day } kunt u elke mede-eigendom met haar rekeningen, stukken en documenten exporteren op de pagina van het abonnement. Daarna worden de gegevens gewist.
billing-mail-closed-invoices = Uw facturen blijven tot dezelfde dag beschikbaar; bewaar ze tien jaar.
