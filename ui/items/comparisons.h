#pragma once

#include "core/dynamodb/itemquery.h"

#include <QtCore/QStringList>

#include <vector>

namespace inia::ui {

// What an attribute is asked for: the keys of a query know less than its filters.
enum class TestRole : quint8 { Partition, Sort, Filter };

// "\u2265", "begins with"
[[nodiscard]] QString comparisonText(dynamodb::AttributeTest::Operator op);

// What can be asked of an attribute of this type, in the order in which it is offered.
[[nodiscard]] std::vector<dynamodb::AttributeTest::Operator> comparisonsFor(TestRole role,
                                                                            dynamodb::TypedKind kind);

// In the order of TypedKind.
[[nodiscard]] QStringList kindNames();

// What a field for the value says while it is empty.
[[nodiscard]] QString valueHint(TestRole role, dynamodb::AttributeTest::Operator op,
                                dynamodb::TypedKind kind);

} // namespace inia::ui
