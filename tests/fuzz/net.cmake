newshound_fuzz(robots USES net)
