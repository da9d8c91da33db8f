// A Qt form that writes what it holds to a file of its own: yorozu-qt-form FILE. One JSON line for each 保存; "edited"
// counts how often a person's editing was noticed, which a value that is only set does not cause.
#include <QtWidgets>

int main(int count, char** words) {
    QApplication application(count, words);
    if (count != 2) return 2;
    QWidget window;
    window.setWindowTitle(QStringLiteral("届出入力"));
    auto* form = new QFormLayout(&window);
    auto* name = new QLineEdit;
    auto* address = new QLineEdit;
    auto* remarks = new QPlainTextEdit;
    auto* kind = new QComboBox;
    kind->addItems({QStringLiteral("転入"), QStringLiteral("転出"), QStringLiteral("転居")});
    auto* urgent = new QCheckBox(QStringLiteral("至急"));
    auto* status = new QLabel;
    int edited = 0;
    QObject::connect(name, &QLineEdit::textEdited, [&] { ++edited; });
    form->addRow(QStringLiteral("氏名(&N)"), name);
    form->addRow(QStringLiteral("住所(&A)"), address);
    form->addRow(QStringLiteral("備考(&R)"), remarks);
    form->addRow(QStringLiteral("種別(&K)"), kind);
    form->addRow(urgent);
    auto* table = new QTableWidget(0, 2);
    table->setHorizontalHeaderLabels({QStringLiteral("氏名"), QStringLiteral("種別")});
    table->setAccessibleName(QStringLiteral("届出の一覧"));
    auto* save = new QPushButton(QStringLiteral("保存(&S)"));
    QObject::connect(save, &QPushButton::clicked, [&] {
        const QJsonObject record{{"name", name->text()}, {"address", address->text()}, {"remarks", remarks->toPlainText()}, {"kind", kind->currentText()}, {"urgent", urgent->isChecked()}, {"edited", edited}};
        QFile file(QString::fromLocal8Bit(words[1]));
        if (!file.open(QIODevice::Append)) return status->setText(QStringLiteral("保存できません"));
        file.write(QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n');
        table->insertRow(table->rowCount());
        table->setItem(table->rowCount() - 1, 0, new QTableWidgetItem(name->text()));
        table->setItem(table->rowCount() - 1, 1, new QTableWidgetItem(kind->currentText()));
        status->setText(QStringLiteral("保存しました（%1 件）").arg(table->rowCount()));
    });
    form->addRow(save);
    form->addRow(status);
    form->addRow(table);
    window.resize(560, 620);
    window.show();
    return QApplication::exec();
}
