## Courriels de l’abonnement

billing-mail-question = Une question ? Écrivez à { $contact } : une personne vous répond. Ce message concerne { $firm }.
billing-mail-button = Ouvrir la page de l’abonnement
billing-mail-button-method = Indiquer un moyen de paiement
billing-mail-button-pay = Régler ou changer de moyen de paiement
billing-mail-button-export = Exporter les données
billing-mail-export = Vos données restent à vous : vous pouvez les exporter à tout moment depuis la page de l’abonnement, quoi qu’il arrive.
billing-mail-plan-standard = Standard
billing-mail-plan-plus = Plus

billing-mail-row-amount = Montant
billing-mail-row-open = Reste à payer
billing-mail-row-number = Document
billing-mail-row-corrects = Corrige la facture
billing-mail-row-due = À payer au plus tard le
billing-mail-row-iban = IBAN
billing-mail-row-communication = Communication structurée
billing-mail-row-debit = Date du prélèvement
billing-mail-row-mandate = Référence du mandat
billing-mail-row-creditor = Identifiant du créancier
billing-mail-row-creditor-name = Créancier
billing-mail-row-account = Compte débité
billing-mail-row-from = À partir du
billing-mail-row-plan = Formule
billing-mail-row-price = Prix par copropriété et par mois, hors TVA
billing-mail-row-bill = Facture { $number }, échue le { $due }

billing-mail-invoice-subject = Facture { $number } : { $amount }
billing-mail-invoice-intro = Voici la facture de votre abonnement KoproGo. Vous la trouvez en annexe.
billing-mail-invoice-transfer = Payez-la par virement, avec la communication structurée. Pour ne plus y penser, indiquez une carte ou un mandat sur la page de l’abonnement.
billing-mail-invoice-debit = Vous n’avez rien à faire : le montant est prélevé sur votre compte. Un message séparé vous en annonce la date.
billing-mail-invoice-card = Vous n’avez rien à faire : le montant est débité de votre carte qui se termine par { $digits }.
billing-mail-invoice-paid = Ce que nous vous devions couvre cette facture : il n’y a rien à payer.
billing-mail-invoice-electronic = La facture électronique structurée se trouve à côté du PDF sur la page de l’abonnement.

billing-mail-credit-subject = Note de crédit { $number } sur la facture { $corrects }
billing-mail-credit-intro = Voici une note de crédit, en annexe : la facture { $corrects } vous avait demandé trop.
billing-mail-credit-how = Le montant diminue ce que vous devez encore ; le surplus vient en déduction de votre prochaine facture.

billing-mail-trial-ends-subject = Votre essai de KoproGo se termine le { $day }
billing-mail-trial-ends-intro = Votre essai gratuit court jusqu’au { $day } inclus.
billing-mail-trial-goes-on = Votre moyen de paiement est enregistré : le travail continue sans interruption, et la première facture suit un mois plus tard. Si vous préférez arrêter, résiliez avant cette date : rien ne vous sera demandé.
billing-mail-trial-choose = Pour continuer sans interruption, indiquez une carte ou un mandat SEPA. La première facture suit un mois plus tard.
billing-mail-trial-nothing = Sans cela, rien n’est facturé : vos copropriétés restent consultables, sans pouvoir être modifiées.

billing-mail-trial-over-subject = Votre essai de KoproGo est terminé
billing-mail-trial-over-intro = Votre essai gratuit est terminé. Rien n’est facturé ; vos copropriétés restent consultables mais ne peuvent plus être modifiées.
billing-mail-trial-over-how = Indiquez un moyen de paiement et tout redevient possible aussitôt. Sinon, le compte est fermé le { $day }.

billing-mail-debit-subject = Prélèvement de { $amount } le { $day }
billing-mail-debit-intro = Conformément à votre mandat, nous prélèverons le montant suivant sur votre compte.
billing-mail-debit-how = Veillez à ce que le compte soit approvisionné ce jour-là. Si le montant ne vous semble pas juste, écrivez-nous avant cette date ; vous pouvez aussi changer de moyen de paiement.
billing-mail-debit-back = Votre banque vous rembourse un prélèvement sur simple demande pendant huit semaines.

billing-mail-failed-subject = Le paiement de la facture { $number } a échoué
billing-mail-failed-intro = Le paiement de la facture { $number } n’a pas abouti : votre banque l’a refusé.
billing-mail-failed-again = Nous réessaierons le { $day }.
billing-mail-failed-method = Vérifiez la carte ou le compte, ou indiquez un autre moyen de paiement : le montant est alors repris aussitôt.

billing-mail-again-subject = La facture { $number } est de nouveau à payer
billing-mail-again-intro = Le paiement de la facture { $number } nous a été repris par la banque. Le montant est de nouveau dû, au plus tard le { $day }.
billing-mail-again-how = Si vous ne savez pas pourquoi, demandez-le à votre banque ou écrivez-nous. Réglez-la depuis la page de l’abonnement.

billing-mail-remind-first-subject = { $amount } à régler : peut-être un oubli ?
billing-mail-remind-first-intro = Une facture de votre abonnement est échue et nous n’avons pas encore reçu { $amount }. C’est sans doute un oubli ; si le paiement vient de partir, ne tenez pas compte de ce message.
billing-mail-remind-first-then = Rien ne change pour vous. Sans paiement, nous vous le rappellerons le { $day }.
billing-mail-remind-next-subject = Deuxième rappel : { $amount } à régler
billing-mail-remind-next-intro = Malgré notre rappel, { $amount } restent à payer pour votre abonnement.
billing-mail-remind-next-then = Merci de régler ce montant avant le { $day }, date du dernier rappel.
billing-mail-remind-last-subject = Dernier rappel : { $amount }, lecture seule dès le { $day }
billing-mail-remind-last-intro = Nos rappels sont restés sans suite : { $amount } sont toujours dus pour votre abonnement.
billing-mail-remind-last-then = Sans paiement, vos copropriétés passent en lecture seule le { $day } : vous pourrez les consulter et les exporter, plus les modifier. Un paiement avant cette date l’évite.
billing-mail-remind-talk = Une difficulté passagère ? Écrivez-nous avant cette date : nous cherchons une solution avec vous.

billing-mail-read-only-subject = Vos copropriétés sont en lecture seule
billing-mail-read-only-intro = { $amount } sont dus depuis plus d’un mois. Vos copropriétés sont désormais en lecture seule : tout reste visible, rien ne peut être modifié.
billing-mail-read-only-then = Dès que le montant est payé, tout redevient possible aussitôt. Sinon, seul l’export restera ouvert à partir du { $day }.

billing-mail-export-only-subject = Votre compte est suspendu
billing-mail-export-only-intro = { $amount } restent dus malgré nos rappels. Votre compte est suspendu : seul l’export de vos données reste ouvert. Les jours de suspension ne sont pas facturés et rien n’est effacé.
billing-mail-export-only-then = Dès que le montant est payé, tout redevient possible aussitôt. Sinon, le compte est fermé le { $day }.

billing-mail-restored-subject = Tout est de nouveau ouvert
billing-mail-restored-intro = Votre accès est complet : vos copropriétés peuvent de nouveau être modifiées.
billing-mail-restored-thanks = Merci. Il n’y a rien d’autre à faire.

billing-mail-change-subject = Votre formule change le { $day }
billing-mail-change-intro = Nous avons bien noté le changement de votre abonnement.
billing-mail-change-until = Jusque-là, rien ne change. Vous pouvez y renoncer jusqu’à la veille.

billing-mail-cancel-subject = Résiliation confirmée au { $day }
billing-mail-cancel-intro = Votre abonnement prend fin le { $day }. Jusque-là, tout fonctionne comme d’habitude ; la dernière facture ne porte que sur les jours jusqu’à cette date.
billing-mail-cancel-until = Vous pouvez revenir sur votre décision jusqu’à la veille.

billing-mail-closed-cancelled-subject = Votre compte KoproGo est fermé
billing-mail-closed-cancelled-intro = Comme vous l’avez demandé, votre abonnement a pris fin. Merci d’avoir travaillé avec nous.
billing-mail-closed-trial-subject = Votre compte d’essai KoproGo est fermé
billing-mail-closed-trial-intro = Votre essai a pris fin il y a quelque temps sans qu’un moyen de paiement ait été indiqué. Le compte est fermé ; rien n’est facturé.
billing-mail-closed-unpaid-subject = Votre compte KoproGo est fermé pour impayé
billing-mail-closed-unpaid-intro = Nos rappels sont restés sans suite : votre compte est fermé. Le montant impayé reste dû.
billing-mail-closed-bankrupt-subject = Votre compte KoproGo est fermé
billing-mail-closed-bankrupt-intro = À la suite de la faillite de { $firm }, l’abonnement a pris fin. Les données sont à la disposition du curateur.
billing-mail-closed-ended-subject = Votre compte KoproGo est fermé
billing-mail-closed-ended-intro = L’abonnement de { $firm } a pris fin.
billing-mail-data-goes-subject = Les données de votre compte KoproGo seront bientôt effacées
billing-mail-data-goes-intro = Votre compte est fermé et ses données seront effacées le { $day }.
billing-mail-closed-export = Jusqu’au { $day }, vous pouvez exporter chaque copropriété, avec ses comptes, pièces et documents, depuis la page de l’abonnement. Ensuite, les données sont effacées.
billing-mail-closed-invoices = Vos factures restent à votre disposition jusqu’à la même date ; gardez-les dix ans.
