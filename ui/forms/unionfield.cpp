#include "ui/forms/containerfields.h"
#include "ui/forms/formcontext.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

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
