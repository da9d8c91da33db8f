#pragma once
#include <string>

/// A flow file's structure in lines that can be compared: names by namespace, attributes sorted, numbers of the drawing as
/// numbers; the order of waypoints counts, that of elements with ids does not. White space and comments are left out.
std::string structure_of(const std::string& xml);
