#include "ui/forms/containerfields.h"
#include "ui/forms/formcontext.h"
#include "ui/forms/inlinefield.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toolbutton.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

ListField::ListField(const FormContext& context, const Shape& shape, QWidget* parent)
    : FormField(parent),
      m_context(context),
      m_shape(shape),
      m_layout(new QVBoxLayout(this)),
      m_add(new LinkButton(context.appearance, tr("Add item"), this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(context.appearance.theme().px(6));
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QAbstractButton::clicked, this, [this] {
        add().field->setFocus();
        emit edited();
    });
}

ListField::Item& ListField::add()
{
    const Shape element = m_shape.element();
    auto* line = new QWidget(this);
    auto* field = InlineField::fits(element) ? new InlineField(m_context, element, line)
                                             : makeField(m_context, element, false, line);
    field->open();
    auto* error = new TextLabel(m_context.appearance, FontRole::Secondary, Token::Danger, {}, line);
    error->hide();
    auto* out = new ToolButton(m_context.appearance, QStringLiteral("x"), tr("Take the item out"), {}, line);
    connect(out, &QToolButton::clicked, this, [this, line] { remove(line); });
    connect(field, &FormField::edited, this, [error, this] {
        error->hide();
        emit edited();
    });
    auto* columns = new QHBoxLayout;
    columns->setSpacing(m_context.appearance.theme().px(4));
    columns->addWidget(field, 1);
    columns->addWidget(out, 0, Qt::AlignTop);
    auto* all = new QVBoxLayout(line);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(m_context.appearance.theme().px(4));
    all->addLayout(columns);
    all->addWidget(error);
    m_layout->insertWidget(m_layout->count() - 1, line);
    m_items.push_back({line, field, error});
    return m_items.back();
}

void ListField::remove(const QWidget* line)
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [line](const Item& item) { return item.line == line; });
    found->line->hide();
    found->line->deleteLater();
    m_items.erase(found);
    emit edited();
}

void ListField::clear()
{
    for (const auto& item : m_items)
        delete item.line;
    m_items.clear();
}

void ListField::open()
{
    if (m_items.empty())
        add();
}

// An item without a value does not count, so that an empty line is no empty text.
Value ListField::value() const
{
    Value list;
    for (const auto& item : m_items) {
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
    for (const auto& item : m_items) {
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
    for (const auto& item : m_items) {
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
    for (const auto& item : m_items) {
        item.error->hide();
        item.field->clearProblems();
    }
}

QString ListField::note() const
{
    const auto count = static_cast<int>(value().size());
    return count == 0 ? tr("empty") : count == 1 ? tr("1 item") : tr("%1 items").arg(count);
}

} // namespace inia::ui
