#include "ui/items/comparisons.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

using dynamodb::TypedKind;
using Operator = dynamodb::AttributeTest::Operator;

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(Comparisons)
};

} // namespace

QString comparisonText(Operator op)
{
    switch (op) {
    case Operator::Equal:
        return QStringLiteral("=");
    case Operator::NotEqual:
        return QStringLiteral("\u2260");
    case Operator::Less:
        return QStringLiteral("<");
    case Operator::LessOrEqual:
        return QStringLiteral("\u2264");
    case Operator::Greater:
        return QStringLiteral(">");
    case Operator::GreaterOrEqual:
        return QStringLiteral("\u2265");
    case Operator::BeginsWith:
        return Texts::tr("begins with");
    case Operator::Between:
        return Texts::tr("between");
    case Operator::IsIn:
        return Texts::tr("is one of");
    case Operator::Exists:
        return Texts::tr("exists");
    case Operator::NotExists:
        return Texts::tr("does not exist");
    case Operator::Contains:
        return Texts::tr("contains");
    case Operator::NotContains:
        return Texts::tr("does not contain");
    case Operator::HasType:
        return Texts::tr("has type");
    case Operator::SizeEqual:
        return Texts::tr("size =");
    case Operator::SizeLess:
        return Texts::tr("size <");
    case Operator::SizeLessOrEqual:
        return Texts::tr("size \u2264");
    case Operator::SizeGreater:
        return Texts::tr("size >");
    case Operator::SizeGreaterOrEqual:
        return Texts::tr("size \u2265");
    }
    return {};
}

std::vector<Operator> comparisonsFor(TestRole role, TypedKind kind)
{
    if (role == TestRole::Partition)
        return {Operator::Equal};
    std::vector<Operator> result;
    const auto last = role == TestRole::Sort ? Operator::Between : Operator::SizeGreaterOrEqual;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto op = static_cast<Operator>(i);
        const bool isForKeys =
            op != Operator::NotEqual && (op != Operator::BeginsWith || kind != TypedKind::Number);
        if (role == TestRole::Filter || isForKeys)
            result.push_back(op);
    }
    return result;
}

QStringList kindNames()
{
    return {Texts::tr("String"), Texts::tr("Number"), Texts::tr("Binary"), Texts::tr("Boolean"),
            Texts::tr("Null")};
}

QString valueHint(TestRole role, Operator op, TypedKind kind)
{
    const int wanted = dynamodb::valueCount(op);
    if (role == TestRole::Sort && wanted == 1)
        return Texts::tr("Any");
    if (wanted < 0)
        return Texts::tr("Values, separated by commas");
    if (op == Operator::HasType)
        return QStringLiteral("S, N, B, BOOL, NULL, L, M, SS, NS, BS");
    if (!dynamodb::takesKind(op))
        return Texts::tr("Number");
    if (kind == TypedKind::Text)
        return role == TestRole::Sort ? Texts::tr("Any") : QString();
    if (kind == TypedKind::Binary)
        return Texts::tr("Base64");
    return kind == TypedKind::Bool ? Texts::tr("true or false") : Texts::tr("Number");
}

} // namespace inia::ui
