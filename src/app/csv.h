// Events as a table for a spreadsheet or a database: one row an event. docs/formats.md describes each column.
#pragma once

#include <string>
#include <vector>

#include "model/article.h"
#include "model/event.h"

namespace newshound::app {

/// The column names as one line with its end.
std::string csv_header();

/// One line an event, RFC 4180 quoting, line end "\n". Lists are joined by ";" in the same order in all columns of a list.
std::string csv(const Article& article, const std::vector<Event>& events);

}  // namespace newshound::app
