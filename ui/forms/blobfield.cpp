#include "ui/forms/blobfield.h"

#include "ui/delegates/format.h"
#include "ui/forms/formcontext.h"
#include "ui/panels/prettyprint.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/toolbutton.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

namespace {
constexpr qint64 mostBytes = qint64(4) * 1024 * 1024;
} // namespace

BlobField::BlobField(const FormContext& context, QWidget* parent)
    : FormField(parent),
      m_text(new QLineEdit(this)),
      m_file(new ToolButton(context.appearance, QStringLiteral("file"), tr("Take the bytes of a file"), {},
                            this)),
      m_clear(new ToolButton(context.appearance, QStringLiteral("x"), tr("Take no file"), {}, this))
{
    m_text->setObjectName(QStringLiteral("blobText"));
    m_text->setPlaceholderText(tr("Text, or a file"));
    m_clear->hide();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(context.appearance.theme().px(4));
    line->addWidget(m_text, 1);
    line->addWidget(m_clear);
    line->addWidget(m_file);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textEdited, this, &FormField::edited);
    connect(m_file, &QToolButton::clicked, this, &BlobField::choose);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        setValue({});
        emit edited();
    });
}

void BlobField::choose()
{
    auto* dialog = new QFileDialog(window(), tr("Take the bytes of a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BlobField::readFile);
    dialog->open();
}

void BlobField::readFile(const QString& path)
{
    QFile file(path);
    m_problem.clear();
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = tr("%1 cannot be read: %2").arg(path, file.errorString());
    } else if (file.size() > mostBytes) {
        m_problem = tr("%1 has %2; a form takes files up to %3. Upload it instead")
                        .arg(QFileInfo(path).fileName(), sizeText(file.size()), sizeText(mostBytes));
    } else {
        m_bytes = file.readAll();
        showBytes(QFileInfo(path).fileName());
    }
    emit edited();
}

void BlobField::showBytes(const QString& origin)
{
    m_isText = false;
    m_text->setReadOnly(true);
    m_text->setText(origin.isEmpty() ? sizeText(m_bytes.size())
                                     : QStringLiteral("%1 · %2").arg(origin, sizeText(m_bytes.size())));
    m_clear->show();
}

Value BlobField::value() const
{
    if (!m_isText)
        return m_bytes;
    return m_text->text().isEmpty() ? Value() : Value(m_text->text().toUtf8());
}

void BlobField::setValue(const Value& value)
{
    m_problem.clear();
    const QByteArray bytes = value.isText() ? QByteArray::fromStdString(value.text()) : value.blob();
    if (!bytes.isEmpty() && (!isReadableText(bytes) || bytes.contains('\n'))) {
        m_bytes = bytes;
        showBytes({});
        return;
    }
    m_isText = true;
    m_bytes.clear();
    m_text->setReadOnly(false);
    m_text->setText(QString::fromUtf8(bytes));
    m_clear->hide();
}

} // namespace inia::ui
