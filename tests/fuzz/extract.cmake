newshound_fuzz(html USES extract)
newshound_fuzz(flat USES extract)
newshound_fuzz(dates USES extract)
