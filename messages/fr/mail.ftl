## Courriels

mail-greeting = Bonjour,
mail-greeting-name = Bonjour { $name },
mail-signature = L’équipe KoproGo
mail-footer = KoproGo, la gestion de copropriété. Ce message a été envoyé automatiquement.
mail-line = { $name } : { $value }

mail-code-subject = { $code } est votre code de confirmation KoproGo
mail-code-intro = Voici le code qui confirme votre adresse e-mail :
mail-code-validity =
    { $minutes ->
        [one] Saisissez-le dans la minute sur la page d’inscription.
       *[other] Saisissez-le dans les { $minutes } minutes sur la page d’inscription.
    }
mail-code-ignore = Vous n’avez pas demandé ce code ? Ignorez ce message : sans lui, aucun compte n’est créé.

mail-registered-subject = Vous avez déjà un compte KoproGo
mail-registered-intro = Quelqu’un, sans doute vous, vient de demander un compte avec cette adresse e-mail. Elle en a déjà un.
mail-registered-remedy = Connectez-vous avec votre adresse et votre mot de passe habituels.
mail-registered-ignore = Ce n’était pas vous ? Il n’y a rien à faire : votre compte est inchangé et personne n’y a eu accès.

mail-call-subject = { $copro } : { $title }, { $amount } à payer au plus tard le { $due }
mail-call-intro = Vous trouverez en annexe l’appel de fonds « { $title } » de { $copro }.
mail-call-amount = Montant
mail-call-due = À payer au plus tard le
mail-call-iban = IBAN
mail-call-communication = Communication structurée
mail-call-instalments = Ce montant est le premier de { $count } versements ; l’échéancier figure dans la lettre.
mail-call-how = Le plus simple : ouvrez la lettre en annexe et scannez son code QR avec l’application de votre banque. Sinon, reprenez bien la communication structurée : votre paiement est ainsi porté à votre compte sans délai.
mail-call-question = Une question sur ce montant ? Adressez-vous à { $firm }, votre syndic.

mail-transfer-subject = { $firm } vous transmet la copropriété { $copro }
mail-transfer-intro = L’assemblée générale du { $decided } a choisi un nouveau syndic pour { $copro }. { $firm } vous demande de reprendre la copropriété dans KoproGo, avec tout son dossier et sa comptabilité.
mail-transfer-how =
    { $days ->
        [one] Ouvrez ce lien dans la journée, connectez-vous ou inscrivez-vous avec cette adresse, puis acceptez pour votre cabinet :
       *[other] Ouvrez ce lien dans les { $days } jours, connectez-vous ou inscrivez-vous avec cette adresse, puis acceptez pour votre cabinet :
    }
mail-transfer-ignore = Vous n’attendiez pas cette demande ? Ne la transférez à personne et refusez-la, ou laissez-la expirer : rien ne change sans votre accord.

mail-transferred-subject = { $copro } est passée chez { $firm }
mail-transferred-intro = La copropriété { $copro } est désormais gérée par { $firm }. Son historique, sa comptabilité et ses documents sont intacts.
mail-transferred-gave = Votre cabinet n’y a plus accès. Le dossier complet de votre gestion vous attend sous « Dossiers remis » de votre cabinet.
mail-transferred-took = Vous la trouvez dans le portefeuille de votre cabinet. Vérifiez les accès et les comptes bancaires avant le premier appel de fonds.
