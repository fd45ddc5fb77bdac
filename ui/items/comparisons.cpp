#include "ui/items/comparisons.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

using dynamodb::TypedKind;
using Operator = dynamodb::AttributeTest::Operator;

namespace {

class ComparisonsTexts {
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
        return ComparisonsTexts::tr("begins with");
    case Operator::Between:
        return ComparisonsTexts::tr("between");
    case Operator::IsIn:
        return ComparisonsTexts::tr("is one of");
    case Operator::Exists:
        return ComparisonsTexts::tr("exists");
    case Operator::NotExists:
        return ComparisonsTexts::tr("does not exist");
    case Operator::Contains:
        return ComparisonsTexts::tr("contains");
    case Operator::NotContains:
        return ComparisonsTexts::tr("does not contain");
    case Operator::HasType:
        return ComparisonsTexts::tr("has type");
    case Operator::SizeEqual:
        return ComparisonsTexts::tr("size =");
    case Operator::SizeLess:
        return ComparisonsTexts::tr("size <");
    case Operator::SizeLessOrEqual:
        return ComparisonsTexts::tr("size \u2264");
    case Operator::SizeGreater:
        return ComparisonsTexts::tr("size >");
    case Operator::SizeGreaterOrEqual:
        return ComparisonsTexts::tr("size \u2265");
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
    return {ComparisonsTexts::tr("String"), ComparisonsTexts::tr("Number"), ComparisonsTexts::tr("Binary"),
            ComparisonsTexts::tr("Boolean"), ComparisonsTexts::tr("Null")};
}

QString valueHint(TestRole role, Operator op, TypedKind kind)
{
    const int wanted = dynamodb::valueCount(op);
    if (role == TestRole::Sort && wanted == 1)
        return ComparisonsTexts::tr("Any");
    if (wanted < 0)
        return ComparisonsTexts::tr("Values, separated by commas");
    if (op == Operator::HasType)
        return QStringLiteral("S, N, B, BOOL, NULL, L, M, SS, NS, BS");
    if (!dynamodb::takesKind(op))
        return ComparisonsTexts::tr("Number");
    if (kind == TypedKind::Text)
        return role == TestRole::Sort ? ComparisonsTexts::tr("Any") : QString();
    if (kind == TypedKind::Binary)
        return ComparisonsTexts::tr("Base64");
    return kind == TypedKind::Bool ? ComparisonsTexts::tr("true or false") : ComparisonsTexts::tr("Number");
}

} // namespace inia::ui
