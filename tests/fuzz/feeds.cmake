newshound_fuzz(feed USES feeds)
