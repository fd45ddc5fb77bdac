#include "ui/forms/containerfields.h"

#include "ui/forms/formfields.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QSet>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {
constexpr std::uint32_t mostParts = 3;
} // namespace

bool InlineField::fits(const Shape& shape)
{
    if (shape.type() != ShapeType::Structure || shape.isUnion() || shape.isDocument() ||
        shape.memberCount() == 0 || shape.memberCount() > mostParts)
        return false;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        switch (shape.memberAt(i).shape.type()) {
        case ShapeType::Structure:
        case ShapeType::List:
        case ShapeType::Map:
        case ShapeType::Blob:
            return false;
        default:
            break;
        }
    }
    return true;
}

InlineField::InlineField(const FormContext& context, const Shape& shape, QWidget* parent) : FormField(parent)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(context.appearance.theme().px(6));
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        auto* field = makeField(context, member.shape, false, this);
        const QString name = toQString(member.name);
        const QString docs = context.memberDocs(shape.name(), member.name);
        field->setToolTip(docs.isEmpty() ? name : name + QStringLiteral(": ") + firstSentence(docs));
        if (auto* edit = field->findChild<QLineEdit*>()) {
            edit->setPlaceholderText(name);
            edit->setAccessibleName(name);
        }
        connect(field, &FormField::edited, this, &FormField::edited);
        line->addWidget(field, 1);
        m_parts.push_back({std::string(member.name), field});
    }
    setFocusProxy(m_parts.front().field);
}

Value InlineField::value() const
{
    Value result;
    for (const auto& part : m_parts) {
        if (Value value = part.field->value(); !value.isNull())
            result.insert(part.name, std::move(value));
    }
    return result;
}

void InlineField::setValue(const Value& value)
{
    for (const auto& part : m_parts)
        part.field->setValue(value[part.name]);
}

QString InlineField::problem() const
{
    for (const auto& part : m_parts) {
        if (const QString problem = part.field->problem(); !problem.isEmpty())
            return toQString(part.name) + QStringLiteral(": ") + problem;
    }
    return {};
}

LinesField::LinesField(const FormContext& context, const Shape& element, Words words, QWidget* parent)
    : FormField(parent),
      m_context(context),
      m_element(element),
      m_words(std::move(words)),
      m_layout(new QVBoxLayout(this))
{
    auto* another = new LinkButton(context.appearance, m_words.add, this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(context.appearance.theme().px(6));
    m_layout->addWidget(another, 0, Qt::AlignLeft);
    connect(another, &QAbstractButton::clicked, this, [this] {
        const Line& line = add();
        (line.key ? static_cast<QWidget*>(line.key) : line.field)->setFocus();
        emit edited();
    });
}

void LinesField::placeBelow(TextLabel* label)
{
    m_layout->insertWidget(m_layout->count() - 1, label);
}

QLineEdit* LinesField::newKey(QWidget* parent)
{
    auto* key = new QLineEdit(parent);
    key->setPlaceholderText(m_words.key);
    key->setAccessibleName(m_words.key);
    connect(key, &QLineEdit::textEdited, this, &FormField::edited);
    return key;
}

LinesField::Line& LinesField::add()
{
    auto* widget = new QWidget(this);
    QLineEdit* key = m_words.key.isEmpty() ? nullptr : newKey(widget);
    auto* field = InlineField::fits(m_element) ? new InlineField(m_context, m_element, widget)
                                               : makeField(m_context, m_element, false, widget);
    field->open();
    auto* out = new ToolButton(m_context.appearance, QStringLiteral("x"), m_words.takeOut, {}, widget);
    connect(out, &QToolButton::clicked, this, [this, widget] { remove(widget); });
    Line line{widget, field, key};
    fillLine(line, out);
    connect(field, &FormField::edited, this, &FormField::edited);
    m_layout->insertWidget(static_cast<int>(m_lines.size()), widget);
    m_lines.push_back(line);
    return m_lines.back();
}

void LinesField::remove(const QWidget* widget)
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(),
                                    [widget](const Line& line) { return line.widget == widget; });
    found->widget->hide();
    found->widget->deleteLater();
    m_lines.erase(found);
    emit edited();
}

void LinesField::clear()
{
    for (const auto& line : m_lines)
        delete line.widget;
    m_lines.clear();
}

void LinesField::open()
{
    if (m_lines.empty())
        add();
}

QString LinesField::note() const
{
    const auto count = static_cast<int>(value().size());
    return count == 0 ? tr("empty") : count == 1 ? m_words.one : m_words.many.arg(count);
}

ListField::ListField(const FormContext& context, const Shape& shape, QWidget* parent)
    : LinesField(context, shape.element(),
                 {tr("Add item"), tr("Take the item out"), tr("1 item"), tr("%1 items"), {}}, parent)
{
}

void ListField::fillLine(Line& line, QWidget* takeOut)
{
    const Appearance& appearance = context().appearance;
    auto* error = new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, line.widget);
    error->hide();
    connect(line.field, &FormField::edited, error, &QWidget::hide);
    line.error = error;
    auto* columns = new QHBoxLayout;
    columns->setSpacing(appearance.theme().px(4));
    columns->addWidget(line.field, 1);
    columns->addWidget(takeOut, 0, Qt::AlignTop);
    auto* all = new QVBoxLayout(line.widget);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(appearance.theme().px(4));
    all->addLayout(columns);
    all->addWidget(error);
}

// An item without a value does not count, so that an empty line is no empty text.
Value ListField::value() const
{
    Value list;
    for (const auto& item : lines()) {
        if (Value value = item.field->value(); !value.isNull())
            list.append(std::move(value));
    }
    return list;
}

void ListField::setValue(const Value& value)
{
    clear();
    for (const auto& item : value.items())
        add().field->setValue(item);
}

QString ListField::problem() const
{
    for (const auto& item : lines()) {
        if (const QString problem = item.field->problem(); !problem.isEmpty()) {
            item.error->setText(problem);
            item.error->show();
            return problem;
        }
    }
    return {};
}

bool ListField::showProblem(const QString& path, const QString& text)
{
    const qsizetype end = path.indexOf(u']');
    if (!path.startsWith(u'[') || end < 0)
        return false;
    int index = path.mid(1, end - 1).toInt();
    for (const auto& item : lines()) {
        if (item.field->value().isNull() || index-- > 0)
            continue;
        const QString rest = path.mid(end + 1 + (path.mid(end + 1).startsWith(u'.') ? 1 : 0));
        if (rest.isEmpty() || !item.field->showProblem(rest, text)) {
            item.error->setText(rest.isEmpty() ? text : rest + QStringLiteral(": ") + text);
            item.error->show();
        }
        return true;
    }
    return false;
}

void ListField::clearProblems()
{
    for (const auto& item : lines()) {
        item.error->hide();
        item.field->clearProblems();
    }
}

MapField::MapField(const FormContext& context, const Shape& shape, QWidget* parent)
    : LinesField(context, shape.value(),
                 {tr("Add entry"), tr("Take the entry out"), tr("1 entry"), tr("%1 entries"), tr("Key")},
                 parent),
      m_valueType(shape.value().type()),
      m_error(new TextLabel(context.appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    placeBelow(m_error);
    m_error->hide();
}

void MapField::fillLine(Line& line, QWidget* takeOut)
{
    auto* columns = new QHBoxLayout(line.widget);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(context().appearance.theme().px(6));
    columns->addWidget(line.key, 2, Qt::AlignTop);
    columns->addWidget(line.field, 3, Qt::AlignTop);
    columns->addWidget(takeOut, 0, Qt::AlignTop);
}

// A key alone stands for an empty text where texts are the values.
Value MapField::value() const
{
    Value map;
    for (const auto& entry : lines()) {
        const std::string key = entry.key->text().toStdString();
        Value value = entry.field->value();
        if (value.isNull() && m_valueType == ShapeType::Text && entry.field->problem().isEmpty())
            value = Value("");
        if (!key.empty() && !value.isNull())
            map.insert(key, std::move(value));
    }
    return map;
}

void MapField::setValue(const Value& value)
{
    clear();
    for (const auto& [key, member] : value.members()) {
        const Line& entry = add();
        entry.key->setText(toQString(key));
        entry.field->setValue(member);
    }
}

QString MapField::problem() const
{
    QSet<QString> keys;
    QString problem;
    for (const auto& entry : lines()) {
        const QString key = entry.key->text();
        if (problem.isEmpty())
            problem = entry.field->problem();
        if (key.isEmpty() && !entry.field->value().isNull())
            problem = tr("A value lacks its key");
        else if (!key.isEmpty() && keys.contains(key))
            problem = tr("The key %1 is there twice").arg(key);
        keys.insert(key);
    }
    if (!problem.isEmpty()) {
        m_error->setText(problem);
        m_error->show();
    }
    return problem;
}

bool MapField::showProblem(const QString& path, const QString& text)
{
    m_error->setText(path + QStringLiteral(": ") + text);
    m_error->show();
    return true;
}

void MapField::clearProblems()
{
    m_error->hide();
    for (const auto& entry : lines())
        entry.field->clearProblems();
}

UnionField::UnionField(const FormContext& context, const Shape& shape, QWidget* parent)
    : FormField(parent),
      m_context(context),
      m_shape(shape),
      m_choice(new ChoiceBox(context.appearance, ChoiceBox::Typing::No, this)),
      m_error(new TextLabel(context.appearance, FontRole::Secondary, Token::Danger, {}, this)),
      m_layout(new QVBoxLayout(this))
{
    QStringList names{QString()};
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i)
        names.append(toQString(shape.memberAt(i).name));
    m_choice->setChoices(names);
    m_choice->setPlaceholder(tr("choose one"));
    m_choice->setAccessibleName(tr("Which of them"));
    m_error->hide();
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(context.appearance.theme().px(6));
    m_layout->addWidget(m_choice);
    m_layout->addWidget(m_error);
    connect(m_choice, &QComboBox::currentTextChanged, this, [this] {
        choose();
        emit edited();
    });
}

void UnionField::choose()
{
    delete m_field;
    m_field = nullptr;
    clearProblems();
    const Shape member = m_shape.member(m_choice->currentText().toStdString());
    if (!member.valid())
        return;
    m_field = makeField(m_context, member, true, this);
    m_field->open();
    connect(m_field, &FormField::edited, this, &FormField::edited);
    m_layout->insertWidget(1, m_field);
}

Value UnionField::value() const
{
    Value result;
    if (m_field == nullptr)
        return result;
    if (Value value = m_field->value(); !value.isNull())
        result.insert(m_choice->currentText().toStdString(), std::move(value));
    return result;
}

void UnionField::setValue(const Value& value)
{
    m_choice->setText(value.size() == 0 ? QString() : toQString(value.members().begin()->first));
    choose();
    if (m_field != nullptr)
        m_field->setValue(value.members().begin()->second);
}

QString UnionField::problem() const
{
    return m_field != nullptr ? m_field->problem() : QString();
}

bool UnionField::showProblem(const QString& path, const QString& text)
{
    const QString name = m_choice->currentText();
    const QString rest = path.startsWith(name + u'.') ? path.mid(name.size() + 1) : QString();
    if (m_field != nullptr && !rest.isEmpty() && m_field->showProblem(rest, text))
        return true;
    m_error->setText(rest.isEmpty() ? text : rest + QStringLiteral(": ") + text);
    m_error->show();
    return true;
}

void UnionField::clearProblems()
{
    m_error->hide();
    if (m_field != nullptr)
        m_field->clearProblems();
}

QString UnionField::note() const
{
    return m_field == nullptr ? tr("not set") : m_choice->currentText();
}

} // namespace inia::ui
