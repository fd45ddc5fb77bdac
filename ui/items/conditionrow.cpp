#include "ui/items/conditionrow.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringListModel>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

#include <algorithm>

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

using dynamodb::AttributeTest;
using Operator = AttributeTest::Operator;

namespace {

constexpr QLatin1Char quote('"');

constexpr int nameWidth = 168;
constexpr int operatorWidth = 148; // the same in all rows, so that their fields stand in columns
constexpr int valueWidth = 120;

} // namespace

ConditionRow::ConditionRow(const Appearance& appearance, Role role, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_role(role),
      m_operator(newChoice(tr("Comparison"))),
      m_value(newField(valueWidth, tr("Value"))),
      m_and(new QLabel(tr("and"), this)),
      m_second(newField(valueWidth, tr("Upper end of the range"))),
      m_problem(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    build();
    fillOperators();
    adaptFields();
}

ChoiceBox* ConditionRow::newChoice(const QString& name)
{
    auto* choice = new ChoiceBox(m_appearance, ChoiceBox::Typing::No, this);
    choice->setAccessibleName(name);
    connect(choice, &QComboBox::activated, this, &ConditionRow::adaptFields);
    return choice;
}

QLineEdit* ConditionRow::newField(int width, const QString& name)
{
    auto* field = new QLineEdit(this);
    field->setMinimumWidth(m_appearance.theme().px(width) / 2);
    field->setAccessibleName(name);
    connect(field, &QLineEdit::returnPressed, this, &ConditionRow::submitted);
    connect(field, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    return field;
}

void ConditionRow::build()
{
    const Theme& theme = m_appearance.theme();
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    if (m_role == Role::Filter) {
        buildFilterParts(line);
    } else {
        m_name = new ElidedLabel(m_appearance, FontRole::Secondary, Token::Text2, this);
        m_name->setFixedWidth(theme.px(nameWidth));
        line->addWidget(m_name);
        line->addWidget(m_role == Role::Sort ? static_cast<QWidget*>(m_operator) : newEqualSign());
    }
    m_operator->setFixedWidth(theme.px(operatorWidth));
    m_operator->setVisible(m_role != Role::Partition);
    line->addWidget(m_value, 1);
    line->addWidget(m_and);
    line->addWidget(m_second, 1);
    line->addStretch(0); // of a row without values
    m_and->setForegroundRole(QPalette::PlaceholderText);
    if (m_role == Role::Filter) {
        auto* remove = new ToolButton(m_appearance, QStringLiteral("x"), tr("Remove this filter"), {}, this);
        connect(remove, &QToolButton::clicked, this, &ConditionRow::removeRequested);
        line->addWidget(remove);
        m_remove = remove;
    }
    m_problem->setContentsMargins(theme.px(nameWidth) + theme.sizes().buttonGap, 0, 0, 0);
    m_problem->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme.px(2));
    all->addLayout(line);
    all->addWidget(m_problem);
}

QWidget* ConditionRow::newEqualSign()
{
    const Theme& theme = m_appearance.theme();
    auto* sign = new QLabel(comparisonText(Operator::Equal), this);
    sign->setFixedWidth(theme.px(operatorWidth));
    sign->setContentsMargins(theme.px(8), 0, 0, 0);
    return sign;
}

void ConditionRow::buildFilterParts(QHBoxLayout* line)
{
    m_attribute = newField(nameWidth, tr("Attribute"));
    m_attribute->setFixedWidth(m_appearance.theme().px(nameWidth));
    m_attribute->setPlaceholderText(tr("Attribute"));
    m_attribute->setToolTip(
        tr("A name, or a path such as address.lines[0]; a name with dots that no row shows "
           "is written in quotes: \"a.b\""));
    m_completer = new QCompleter(this);
    m_completer->setModel(new QStringListModel(m_completer));
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_attribute->setCompleter(m_completer);
    connect(m_attribute, &QLineEdit::textChanged, this, &ConditionRow::guessKind);
    m_kind = newChoice(tr("Type of the value"));
    connect(m_kind, &QComboBox::activated, this, [this] { m_kindChosen = true; });
    m_kind->setChoices(kindNames());
    m_kind->setCurrentIndex(0);
    m_kind->fitWidth();
    line->addWidget(m_attribute);
    line->addWidget(m_operator);
    line->addWidget(m_kind);
}

void ConditionRow::fillOperators()
{
    const QString chosen = m_operator->currentText();
    m_operators = comparisonsFor(m_role, kind());
    QStringList texts;
    for (const auto op : m_operators)
        texts.append(comparisonText(op));
    m_operator->setChoices(texts);
    m_operator->setCurrentIndex(qMax(0, static_cast<int>(texts.indexOf(chosen))));
}

Operator ConditionRow::op() const
{
    return m_operators[static_cast<std::size_t>(m_operator->currentIndex())];
}

TypedKind ConditionRow::kind() const
{
    return m_kind ? static_cast<TypedKind>(m_kind->currentIndex()) : m_key.kind;
}

void ConditionRow::setKey(const dynamodb::KeyAttribute& key)
{
    m_key = key;
    const QString role = m_role == Role::Partition ? tr("Partition key") : tr("Sort key");
    m_name->setText(toOneLine(key.name));
    m_name->setToolTip(tr("%1, %2").arg(role, kindNames().at(static_cast<int>(key.kind))));
    m_value->setAccessibleName(tr("%1 %2").arg(role, toOneLine(key.name)));
    fillOperators();
    adaptFields();
}

void ConditionRow::setKnownAttributes(const std::vector<dynamodb::KeyAttribute>& attributes)
{
    m_known = attributes;
    QStringList names;
    for (const auto& attribute : attributes)
        names.append(toQString(attribute.name));
    static_cast<QStringListModel*>(m_completer->model())->setStringList(names);
}

// A number asked for as text would match nothing, and nobody would know why.
void ConditionRow::guessKind()
{
    if (m_kindChosen)
        return;
    const std::string name = m_attribute->text().trimmed().toStdString();
    for (const auto& attribute : m_known) {
        if (attribute.name != name || attribute.kind == kind())
            continue;
        m_kind->setCurrentIndex(static_cast<int>(attribute.kind));
        adaptFields();
    }
}

// Shows the fields that the comparison takes, and says what they want.
void ConditionRow::adaptFields()
{
    const int wanted = dynamodb::valueCount(op());
    const bool isNull = kind() == TypedKind::Null && dynamodb::takesKind(op());
    if (m_kind)
        m_kind->setVisible(dynamodb::takesKind(op()));
    m_value->setVisible(wanted != 0 && !isNull);
    m_and->setVisible(wanted == 2);
    m_second->setVisible(wanted == 2);
    m_value->setPlaceholderText(valueHint(m_role, op(), kind()));
    setProblem({});
}

bool ConditionRow::isKnown(const std::string& name) const
{
    return std::any_of(m_known.begin(), m_known.end(),
                       [&](const dynamodb::KeyAttribute& attribute) { return attribute.name == name; });
}

void ConditionRow::setTest(const AttributeTest& test)
{
    if (m_attribute) {
        const QString name = toQString(test.attribute);
        m_attribute->setText(test.isName && !isKnown(test.attribute) ? quote + name + quote : name);
        m_kind->setCurrentIndex(static_cast<int>(test.kind));
    }
    const auto found = std::find(m_operators.begin(), m_operators.end(), test.op);
    if (found != m_operators.end())
        m_operator->setCurrentIndex(static_cast<int>(found - m_operators.begin()));
    QStringList values;
    for (const auto& value : test.values)
        values.append(toQString(value));
    const bool isRange = dynamodb::valueCount(op()) == 2;
    m_value->setText(isRange ? values.value(0) : values.join(QStringLiteral(", ")));
    m_second->setText(isRange ? values.value(1) : QString());
    adaptFields();
}

AttributeTest ConditionRow::test() const
{
    AttributeTest test;
    test.attribute = m_attribute ? m_attribute->text().trimmed().toStdString() : m_key.name;
    // An attribute that is there is meant before a path that only looks so; without dots it is all the same.
    if (m_attribute && test.attribute.find_first_of(".[]\"") != std::string::npos) {
        const QString text = m_attribute->text().trimmed();
        const bool isQuoted = text.size() > 2 && text.startsWith(quote) && text.endsWith(quote);
        test.isName = isQuoted || isKnown(test.attribute);
        if (isQuoted && !isKnown(test.attribute))
            test.attribute = text.mid(1, text.size() - 2).toStdString();
    }
    test.op = op();
    test.kind = kind();
    const int wanted = dynamodb::valueCount(op());
    if (wanted == 1 || wanted == 2)
        test.values.push_back(m_value->text().toStdString());
    if (wanted == 2)
        test.values.push_back(m_second->text().toStdString());
    if (wanted < 0) {
        for (const auto& part : m_value->text().split(u',', Qt::SkipEmptyParts))
            test.values.push_back(part.trimmed().toStdString());
    }
    return test;
}

bool ConditionRow::isBlank() const
{
    return m_value->text().isEmpty() && (dynamodb::valueCount(op()) != 2 || m_second->text().isEmpty());
}

void ConditionRow::setProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void ConditionRow::focusField()
{
    auto* field = m_attribute && m_attribute->text().isEmpty() ? m_attribute : m_value;
    field->setFocus(Qt::OtherFocusReason);
    field->selectAll();
}

// Rows come and go, and what is made late would be last in the window.
QWidget* ConditionRow::followTab(QWidget* previous)
{
    const std::initializer_list<QWidget*> order{m_attribute, m_operator, m_kind, m_value, m_second, m_remove};
    for (QWidget* next : order) {
        if (!next)
            continue;
        setTabOrder(previous, next);
        previous = next;
    }
    return previous;
}

} // namespace inia::ui
