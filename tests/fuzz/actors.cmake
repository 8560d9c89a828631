newshound_fuzz(actors USES events)
