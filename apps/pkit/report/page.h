// The report as one HTML page that needs nothing else: no script, no font, no picture, no connection.
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"

namespace pkit::app {

std::string report_page(const report::Report& report, std::string_view version);

}  // namespace pkit::app
