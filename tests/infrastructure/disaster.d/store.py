def rehearse(ground):
    pass
