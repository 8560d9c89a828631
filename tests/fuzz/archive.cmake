newshound_fuzz(warc USES archive)
newshound_fuzz(http USES archive)
